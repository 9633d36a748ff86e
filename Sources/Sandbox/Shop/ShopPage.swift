/// The frame that every page stands in.
struct ShopPage {
  let title: String
  let content: ShopMarkup
  /// Whether a part of it changes by itself.
  var isLive = false

  var html: String {
    let page: ShopMarkup = """
      <!doctype html>
      <html lang="ro">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · Prăvălia de probă</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="/shop.css">
      <script src="/shop.js" defer></script>
      \(refreshWithoutScript)
      </head>
      <body>
      <p class="banner" role="note">Magazin de probă – nu este un magazin real</p>
      <header class="top"><div class="wrap">
      <a class="brand" href="/">Prăvălia de probă</a>
      <nav><a href="/">Comenzi</a><a href="/products">Produse</a></nav>
      </div></header>
      <main class="wrap">
      \(content)
      </main>
      <footer class="wrap">Date inventate, păstrate doar în memorie. Facturile sunt cerute prin Punte.\
      </footer>
      </body>
      </html>

      """
    return page.html
  }

  private var refreshWithoutScript: ShopMarkup {
    isLive ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>" : .nothing
  }

  /// A part that is fetched anew from an address, where the browser runs scripts.
  static func live(_ part: ShopMarkup, at address: String) -> ShopMarkup {
    "<div id=\"live\" data-address=\"\(address)\">\(part)</div>"
  }

  static func message(_ title: String, _ text: String) -> ShopPage {
    ShopPage(
      title: title,
      content: """
        <section class="card"><h1>\(title)</h1><p>\(text)</p>
        <p><a href="/">Înapoi la comenzi</a></p></section>
        """)
  }
}
