/// What is on the shelves, and what waits in the hidden category for a price.
enum ShopProductsPage {
  /// A page longer than this is of no use to a person.
  static let itemsMax = 500

  static func page(_ items: [ShopShelf.Item], complaint: String? = nil) -> ShopPage {
    let hidden = items.filter { !$0.isPublished }
    return ShopPage(
      title: "Produse",
      content: """
        \(complaint.map { "<p class=\"card\" role=\"alert\">\($0)</p>" as ShopMarkup } ?? .nothing)
        <h1>Produse</h1>
        <div class="card table"><table>
        <thead><tr><th>Cod</th><th>Denumire</th><th class="number">TVA</th>\
        <th class="number">Stoc</th><th class="number">Preț, cu TVA</th></tr></thead>
        <tbody>
        \(ShopMarkup(items.filter(\.isPublished).prefix(itemsMax).map(row)))
        </tbody></table></div>
        \(hidden.isEmpty ? .nothing : hiddenPart(hidden))
        """)
  }

  private static func row(_ item: ShopShelf.Item) -> ShopMarkup {
    """
    <tr>
    <td><code>\(item.code)</code></td>
    <td>\(item.name)</td>
    <td class="number">\(ShopFormat.plain(item.vatRate))&nbsp;%</td>
    <td class="number">\(stock(of: item))</td>
    <td class="number">\(item.price.map { ShopFormat.lei($0) } ?? "–")</td>
    </tr>

    """
  }

  private static func stock(of item: ShopShelf.Item) -> ShopMarkup {
    item.stock.tenThousandths > 0
      ? "\(ShopFormat.plain(item.stock)) \(item.unit)" : ShopBadge.badge("stoc epuizat", "bad")
  }

  private static func hiddenPart(_ items: [ShopShelf.Item]) -> ShopMarkup {
    """
    <h2>Ascunse: \(items[0].category ?? ShopShelf.defaultCategory)</h2>
    <p class="soft">Venite din SmartBill fără preț; clienții nu le văd până nu le publici.</p>
    <div class="card table"><table>
    <thead><tr><th>Cod</th><th>Denumire</th><th class="number">Stoc</th><th>Preț</th><th></th></tr>\
    </thead>
    <tbody>
    \(ShopMarkup(items.prefix(itemsMax).map(hiddenRow)))
    </tbody></table></div>
    """
  }

  private static func hiddenRow(_ item: ShopShelf.Item) -> ShopMarkup {
    let address = "/products/" + ShopLink.encoded(item.code.isEmpty ? item.name : item.code)
    return """
      <tr>
      <td><code>\(item.code)</code></td>
      <td>\(item.name)</td>
      <td class="number">\(stock(of: item))</td>
      <td><form class="row" method="post" action="\(address)/price">\
      <input name="price" inputmode="decimal" aria-label="Preț, lei" \
      value="\(item.price?.text ?? "")"><button class="quiet" type="submit">Salvează</button>\
      </form></td>
      <td><form method="post" action="\(address)/publish">\
      <button class="quiet" type="submit">Publică</button></form></td>
      </tr>

      """
  }
}
