/// What is on the shelves.
enum ShopProductsPage {
  static func page(_ products: [ShopProduct]) -> ShopPage {
    ShopPage(
      title: "Produse",
      content: """
        <h1>Produse</h1>
        <div class="card table"><table>
        <thead><tr><th>Cod</th><th>Denumire</th><th class="number">TVA</th>\
        <th class="number">Stoc</th><th class="number">Preț, cu TVA</th></tr></thead>
        <tbody>
        \(ShopMarkup(products.map(row)))
        </tbody></table></div>
        """)
  }

  private static func row(_ product: ShopProduct) -> ShopMarkup {
    let stock: ShopMarkup =
      product.stock > 0 ? "\(product.stock) buc" : ShopBadge.badge("stoc epuizat", "bad")
    return """
      <tr>
      <td><code>\(product.code)</code></td>
      <td>\(product.name)</td>
      <td class="number">\(ShopFormat.plain(product.vatRate))&nbsp;%</td>
      <td class="number">\(stock)</td>
      <td class="number">\(ShopFormat.lei(product.price))</td>
      </tr>

      """
  }
}
