/// One order: its lines, customer and status, and beside them what changes by itself.
enum ShopOrderPage {
  static func page(
    _ record: ShopOrderRecord, sent: [ShopOutbox.Entry], seriesHint: String?
  ) -> ShopPage {
    let order = record.order
    let panel = ShopInvoicePanel(record: record, sent: sent, seriesHint: seriesHint)
    return ShopPage(
      title: "Comanda \(order.number)",
      content: """
        <p class="crumb"><a href="/">‹ Comenzi</a></p>
        <h1>Comanda #\(order.number) \(ShopBadge.of(order.status))</h1>
        <div class="columns">
        <div>
        \(lines(of: order))
        \(customer(of: order))
        </div>
        <div>
        \(statusForm(order))
        \(ShopPage.live(panel.markup, at: ShopLink.order(order.id) + "/fragment"))
        </div>
        </div>
        """,
      isLive: true)
  }

  private static func lines(of order: ShopOrder) -> ShopMarkup {
    let totals = ShopTotals(order.lines)
    return """
      <section class="card table"><h2>Produse</h2>
      <table>
      <thead><tr><th>Denumire</th><th class="number">Cant.</th><th class="number">Preț</th>\
      <th class="number">TVA</th><th class="number">Valoare</th></tr></thead>
      <tbody>
      \(ShopMarkup(order.lines.map { line($0, in: order) }))
      </tbody>
      <tfoot>
      \(ShopMarkup(totals.vat.map { vat($0, in: order) }))
      <tr class="total"><td colspan="4">Total, cu TVA</td>\
      <td class="number">\(ShopFormat.lei(order.total, currency: order.currency))</td></tr>
      </tfoot>
      </table></section>
      """
  }

  private static func line(_ line: ShopOrder.Line, in order: ShopOrder) -> ShopMarkup {
    let gross = ShopTotals.amounts(of: line).grossBani
    let note = line.vatIncluded ? "" : "fără TVA"
    return """
      <tr>
      <td>\(line.name)<span class="soft">\(line.code ?? "")</span></td>
      <td class="number">\(line.quantity.map(ShopFormat.plain) ?? "1")&nbsp;\(line.unit ?? "")</td>
      <td class="number">\(ShopFormat.lei(line.price, currency: order.currency))\
      <span class="soft">\(note)</span></td>
      <td class="number">\(ShopFormat.plain(line.vatRate))&nbsp;%</td>
      <td class="number">\(ShopFormat.lei(bani: gross, currency: order.currency))</td>
      </tr>

      """
  }

  private static func vat(_ vat: ShopTotals.VAT, in order: ShopOrder) -> ShopMarkup {
    """
    <tr class="soft"><td colspan="4">din care TVA \(ShopFormat.plain(vat.rate))&nbsp;%</td>\
    <td class="number">\(ShopFormat.lei(bani: vat.bani, currency: order.currency))</td></tr>

    """
  }

  private static func customer(of order: ShopOrder) -> ShopMarkup {
    let customer = order.customer
    let place = [customer.address, customer.city, customer.county, customer.postCode]
      .compactMap(\.self).joined(separator: ", ")
    let facts: [(String, String?)] = [
      (customer.kind == .company ? "Firma" : "Client", customer.name),
      ("CUI", customer.vatCode), ("Reg. com.", customer.tradeRegister), ("CNP", customer.cnp),
      ("Adresa", place), ("E-mail", customer.email), ("Telefon", customer.phone),
      ("Plata", order.payment.method + (order.payment.paid ? ", achitată" : ", neachitată")),
    ]
    return """
      <section class="card"><h2>Client</h2><dl>
      \(ShopMarkup(facts.map(fact)))
      </dl></section>
      """
  }

  private static func fact(_ name: String, _ value: String?) -> ShopMarkup {
    guard let value, !value.isEmpty else { return .nothing }
    return "<dt>\(name)</dt><dd>\(value)</dd>\n"
  }

  private static func statusForm(_ order: ShopOrder) -> ShopMarkup {
    """
    <section class="card"><h2>Status</h2>
    <form class="row" method="post" action="\(ShopLink.order(order.id))/status">
    <label class="hidden" for="status-select">Statusul comenzii</label>
    <select id="status-select" name="status" autocomplete="off">
    \(ShopMarkup(ShopOrderStatus.allCases.map { option($0, selected: $0 == order.status) }))
    </select>
    <button id="status-save" class="quiet" type="submit">Salvează</button>
    </form></section>
    """
  }

  private static func option(_ status: ShopOrderStatus, selected: Bool) -> ShopMarkup {
    let mark: ShopMarkup = selected ? " selected" : .nothing
    return "<option value=\"\(status.rawValue)\"\(mark)>\(status.rawValue)</option>\n"
  }
}
