/// The part of an order's page that changes by itself: the invoice, its buttons, what was sent.
struct ShopInvoicePanel {
  let record: ShopOrderRecord
  /// This order's webhooks, oldest first.
  let sent: [ShopOutbox.Entry]
  let seriesHint: String?

  /// How many webhooks are listed.
  static let sentMax = 8

  var markup: ShopMarkup {
    """
    <section class="card invoice"><h2>Factura</h2>
    \(known)\(failure)\(delay)\(pending)\(payments)\(buttons)
    </section>
    \(deliveries)
    """
  }

  private var known: ShopMarkup {
    guard let invoice = record.invoice, invoice.state != .failed else {
      let hint: ShopMarkup = seriesHint.map { "<dl><dt>Seria</dt><dd>\($0)</dd></dl>" } ?? .nothing
      return "<p class=\"soft\">Comanda nu are factură.</p>\(hint)"
    }
    let state =
      switch invoice.state {
      case .issued: ShopBadge.badge("Emisă", "good")
      case .reversed: ShopBadge.badge("Stornată", "plain")
      case .cancelled, .failed: ShopBadge.badge("Anulată", "plain")
      }
    guard let title = invoice.title else {
      return "<p>\(state) înainte de a fi emisă.</p>"
    }
    return """
      <p class="issued"><strong id="invoice-number">\(title)</strong> \(state)</p>
      <dl>\(fact("Data", invoice.issuedOn.map(ShopFormat.date)))\
      \(fact("Total", total(of: invoice)))\
      \(fact("Storno", invoice.storno))\
      \(ShopMarkup(record.reversals.map(reversal)))</dl>
      """
  }

  private var failure: ShopMarkup {
    guard let failure = record.failure else { return .nothing }
    let title =
      switch failure.operation {
      case .issue: "Factura nu a putut fi emisă."
      case .cancel: "Factura nu a putut fi anulată."
      case .restore: "Factura nu a putut fi restaurată."
      case .refund: "Rambursarea nu a putut fi facturată."
      }
    return """
      <div id="failure" class="alert" role="alert"><strong>\(title)</strong>
      <p>\(failure.reason.ro)</p>
      <p><b>Ce e de făcut:</b> \(failure.remedy.ro)</p>
      </div>
      """
  }

  private var delay: ShopMarkup {
    guard let delay = record.delay else { return .nothing }
    return """
      <div id="delay" class="alert late" role="status"><strong>Factura întârzie.</strong>
      <p>\(delay.reason.ro)</p>
      <p><b>Ce e de făcut:</b> \(delay.remedy.ro)</p>
      </div>
      """
  }

  private var pending: ShopMarkup {
    guard let pending = record.pending else { return .nothing }
    return "<p class=\"pending\" role=\"status\">\(ShopBadge.words(pending))</p>"
  }

  private var payments: ShopMarkup {
    guard !record.payments.isEmpty else { return .nothing }
    return "<dl class=\"payments\">\(ShopMarkup(record.payments.map(payment)))</dl>"
  }

  private func payment(_ payment: ShopPayment) -> ShopMarkup {
    let amount = ShopAmount(payment.amount).map {
      ShopFormat.lei($0, currency: record.order.currency)
    }
    let state: ShopMarkup =
      switch payment.state {
      case .sent: ShopBadge.badge("se înregistrează…", "info")
      case .recorded:
        ShopBadge.badge(payment.receipt.map { "înregistrată, \($0)" } ?? "înregistrată", "good")
      case .failed: ShopBadge.badge("neînregistrată", "bad")
      }
    let reason: ShopMarkup = payment.failure.map { "<p>\($0.ro)</p>" } ?? .nothing
    return "<dt>Plata \(payment.id)</dt><dd>\(amount ?? payment.amount) \(state)\(reason)</dd>"
  }

  private var buttons: ShopMarkup {
    let actions = record.actions
    guard !actions.isEmpty else { return .nothing }
    var buttons: [ShopMarkup] = []
    if actions.contains(.sendToERP) {
      buttons.append(button("Trimite in Erp", id: "send-to-erp", class: "main", action: "issue"))
    }
    if actions.contains(.viewInvoice) { buttons.append(view) }
    if actions.contains(.cancelInvoice) {
      buttons.append(
        button("Anuleaza factura", id: "cancel-invoice", class: "danger", action: "cancel"))
    }
    if actions.contains(.restoreInvoice) {
      buttons.append(
        button("Restaureaza factura", id: "restore-invoice", class: "", action: "restore"))
    }
    if actions.contains(.recordPayment) {
      buttons.append(
        button("Înregistrează plata", id: "record-payment", class: "quiet", action: "payment"))
    }
    if actions.contains(.refund) {
      buttons.append(
        button("Ramburseaza tot", id: "refund-all", class: "danger", action: "refund"))
    }
    let parts = actions.contains(.refund) ? partForm : .nothing
    return "<div class=\"row\">\(ShopMarkup(buttons))</div>\(parts)"
  }

  private var view: ShopMarkup {
    guard let address = ShopLink.web(record.invoice?.documentURL ?? record.invoice?.viewURL) else {
      return "<span class=\"soft\">Factura nu are un link de vizualizare.</span>"
    }
    return """
      <a id="view-invoice" class="button" href="\(address)" target="_blank" \
      rel="noopener noreferrer">Vezi factura</a>
      """
  }

  private var deliveries: ShopMarkup {
    guard !sent.isEmpty else { return .nothing }
    return """
      <section class="card table"><h2>Trimise către Punte</h2><table><tbody>
      \(ShopMarkup(sent.suffix(Self.sentMax).map(delivery)))
      </tbody></table></section>
      """
  }

  private func delivery(_ entry: ShopOutbox.Entry) -> ShopMarkup {
    let answer = entry.lastAnswer.map { $0.status.map(String.init) ?? "fără răspuns" }
    let state =
      entry.state == .delivered
      ? ShopBadge.badge("primit", "good") : ShopBadge.badge("se trimite", "info")
    return """
      <tr><td><code>\(entry.type)</code>\
      <span class="soft">încercări: \(entry.attempts), răspuns: \(answer ?? "–")</span></td>
      <td class="number">\(state)</td></tr>

      """
  }

  private func button(
    _ title: String, id: String, class kind: String, action: String
  ) -> ShopMarkup {
    """
    <form method="post" action="\(ShopLink.order(record.order.id))/\(action)">\
    <button id="\(id)" class="\(kind)" type="submit">\(title)</button></form>
    """
  }

  /// Gives a part of one line back.
  private var partForm: ShopMarkup {
    let options = record.order.lines.enumerated().filter { $1.kind != .discount }
      .map { index, line -> ShopMarkup in
        "<option value=\"\(String(index))\">\(line.name)</option>"
      }
    return """
      <form id="refund-part" class="row" method="post" \
      action="\(ShopLink.order(record.order.id))/refund">\
      <select name="line" aria-label="Linia">\(ShopMarkup(options))</select>\
      <input name="quantity" value="1" size="4" aria-label="Cantitatea">\
      <button type="submit">Ramburseaza</button></form>
      """
  }

  private func reversal(_ reversal: ShopReversal) -> ShopMarkup {
    let total =
      ShopAmount(reversal.total).map { ShopFormat.lei($0, currency: reversal.currency) }
      ?? reversal.total
    let name = reversal.kind == .storno ? "Storno" : "Rambursare"
    return "<dt>\(name)</dt><dd>\(reversal.title), \(total)</dd>"
  }

  private func fact(_ name: String, _ value: String?) -> ShopMarkup {
    guard let value else { return .nothing }
    return "<dt>\(name)</dt><dd>\(value)</dd>"
  }

  private func total(of invoice: ShopInvoice) -> String? {
    guard let total = invoice.total else { return nil }
    return ShopAmount(total).map { ShopFormat.lei($0, currency: invoice.currency ?? "RON") }
      ?? total
  }
}
