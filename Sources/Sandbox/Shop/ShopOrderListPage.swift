/// The list of orders, newest first.
enum ShopOrderListPage {
  static let address = "/fragment"
  /// A page longer than this is of no use to a person.
  static let ordersMax = 200

  static func page(_ orders: [ShopOrderRecord]) -> ShopPage {
    ShopPage(
      title: "Comenzi",
      content: """
        <h1>Comenzi</h1>
        \(ShopPage.live(list(orders), at: address))
        """,
      isLive: true)
  }

  static func list(_ orders: [ShopOrderRecord]) -> ShopMarkup {
    guard !orders.isEmpty else { return "<p class=\"card\">Nu există comenzi.</p>" }
    return """
      <div class="card table"><table>
      <thead><tr><th>Comanda</th><th>Client</th><th>Status</th><th>Factura</th>\
      <th class="number">Total</th></tr></thead>
      <tbody>
      \(ShopMarkup(orders.reversed().prefix(ordersMax).map(row)))
      </tbody></table></div>
      """
  }

  private static func row(_ record: ShopOrderRecord) -> ShopMarkup {
    let order = record.order
    return """
      <tr>
      <td><a href="\(ShopLink.order(order.id))"><strong>#\(order.number)</strong></a>\
      <span class="soft">\(ShopFormat.date(order.placedAt))</span></td>
      <td>\(order.customer.name)\
      <span class="soft">\(order.customer.city ?? "")</span></td>
      <td>\(ShopBadge.of(order.status))</td>
      <td>\(ShopBadge.ofInvoice(record))</td>
      <td class="number">\(ShopFormat.lei(order.total, currency: order.currency))</td>
      </tr>

      """
  }
}
