/// The printable page of a document, in Romanian, that nobody can take for an invoice.
struct InvoicePage {
  let document: IssuedDocument
  let supplierCIF: String

  private var title: String {
    document.number.map { "\(document.title) \(document.series) \($0)" }
      ?? "Ciornă \(document.series)"
  }

  var html: String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="ro">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) – SANDBOX</title>
      <style>\(InvoicePageStyle.css)</style>
      </head>
      <body>
      <p class="banner">SANDBOX: nu este factură fiscală</p>
      <main>
      \(header)
      \(parties)
      \(lineTable)
      \(totals)
      \(notes)
      </main>
      </body>
      </html>
      """
    return page.text
  }

  static let notFound: String = {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="ro">
      <head><meta charset="utf-8"><title>Document negăsit – SANDBOX</title>
      <style>\(InvoicePageStyle.css)</style></head>
      <body>
      <p class="banner">SANDBOX: nu este factură fiscală</p>
      <main><h1>Documentul nu a fost găsit</h1></main>
      </body>
      </html>
      """
    return page.text
  }()

  private var header: HTML {
    let stamp: HTML = document.isCancelled ? #"<p class="stamp">ANULATĂ</p>"# : ""
    let due: HTML = document.dueDate.map { "<dt>Scadența</dt><dd>\(ShownText.date($0))</dd>" } ?? ""
    let reversed: HTML =
      document.reverses.map { "<p>Storno la factura \($0.name)</p>" } ?? ""
    return """
      <header>
      <h1>\(title)</h1>
      \(stamp)\(reversed)
      <dl><dt>Data emiterii</dt><dd>\(ShownText.date(document.issueDate))</dd>\(due)</dl>
      </header>
      """
  }

  private var parties: HTML {
    let client = document.client
    return """
      <section class="parties">
      <div><h2>Furnizor</h2><p><strong>Firma din sandbox</strong></p><p>CIF: \(supplierCIF)</p></div>
      <div><h2>Client</h2><p><strong>\(client.name)</strong></p>
      \(row("CIF/CNP", client.vatCode))\(row("Reg. com.", client.registration))
      \(row("Adresa", client.place))\(row("E-mail", client.email))\(row("Telefon", client.phone))</div>
      </section>
      """
  }

  private var lineTable: HTML {
    let shown = document.lines.filter { !$0.isIgnored }
    let rows = shown.enumerated().map { index, line -> HTML in
      let rate = line.vatRate.map { "\($0.percentage)%" } ?? "–"
      let description: HTML =
        line.description.isEmpty ? "" : #"<p class="description">\#(line.description)</p>"#
      let included: HTML = line.isTaxIncluded ? #"<p class="description">cu TVA</p>"# : ""
      return """
        <tr><td>\(String(index + 1))</td><td>\(line.name)\(description)</td>
        <td>\(line.unit)</td><td class="number">\(ShownText.romanian(line.quantity.text()))</td>
        <td class="number">\(ShownText.romanian(line.price.text(atLeast: 2)))\(included)</td>
        <td class="number">\(ShownText.amount(line.net))</td><td class="number">\(rate)</td>
        <td class="number">\(ShownText.amount(line.vat))</td></tr>
        """
    }
    return """
      <table>
      <thead><tr><th>Nr.</th><th>Denumirea produselor sau a serviciilor</th><th>U.M.</th>
      <th class="number">Cantitatea</th><th class="number">Preț unitar</th>
      <th class="number">Valoare fără TVA</th><th class="number">Cota TVA</th>
      <th class="number">Valoare TVA</th></tr></thead>
      <tbody>\(rows)</tbody>
      </table>
      """
  }

  private var totals: HTML {
    let rates = document.totals.subtotals.map { subtotal -> HTML in
      let name = subtotal.rate.map { "\($0.name) \($0.percentage)%" } ?? "fără TVA"
      return """
        <tr><td>TVA \(name)</td><td class="number">\(ShownText.amount(subtotal.net))</td>
        <td class="number">\(ShownText.amount(subtotal.vat))</td></tr>
        """
    }
    return """
      <table class="totals">
      <thead><tr><th></th><th class="number">Bază</th><th class="number">TVA</th></tr></thead>
      <tbody>\(rates)</tbody>
      <tfoot><tr><th>Total de plată</th>
      <td class="number" colspan="2">\(ShownText.amount(document.totals.total)) \(document.currency)</td>
      </tr></tfoot>
      </table>
      """
  }

  private var notes: HTML {
    """
    <section class="notes">
    \(row("Mențiuni", document.mentions))\(row("Observații", document.observations))
    \(row("Nr aviz", document.aviz))
    </section>
    """
  }

  private func row(_ name: String, _ value: String) -> HTML {
    value.isEmpty ? "" : "<p>\(name): \(value)</p>"
  }
}
