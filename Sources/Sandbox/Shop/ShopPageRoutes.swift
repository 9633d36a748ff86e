import Hummingbird

/// The pages, and the forms on them.
struct ShopPageRoutes {
  let shop: Shop

  func add(to router: Router<ShopRequestContext>) {
    router.get("/") { _, _ in
      ShopAnswer.page(ShopOrderListPage.page(shop.read(\.orders)))
    }
    router.get("/fragment") { _, _ in
      ShopAnswer.part(ShopOrderListPage.list(shop.read(\.orders)))
    }
    router.get("/shop.css") { _, _ in ShopAnswer.text(ShopAsset.style, type: "text/css") }
    router.get("/shop.js") { _, _ in ShopAnswer.text(ShopAsset.script, type: "text/javascript") }
    router.get("/orders/:id") { _, context in
      found(context).map { record, sent in
        ShopAnswer.page(
          ShopOrderPage.page(record, sent: sent, seriesHint: shop.seriesHint))
      } ?? Self.notFound
    }
    router.get("/orders/:id/fragment") { _, context in
      found(context).map { record, sent in
        ShopAnswer.part(
          ShopInvoicePanel(record: record, sent: sent, seriesHint: shop.seriesHint).markup)
      } ?? Self.notFound
    }
    router.post("/orders/:id/status") { request, context in
      try await save(request, context)
    }
    router.post("/orders/:id/issue") { _, context in
      press(.sendToERP, asking: .issue, context)
    }
    router.post("/orders/:id/cancel") { _, context in
      press(.cancelInvoice, asking: .cancel, context)
    }
    router.post("/orders/:id/refund") { request, context in
      try await refund(request, context)
    }
    router.post("/orders/:id/restore") { _, context in
      press(.restoreInvoice, asking: .restore, context)
    }
    router.post("/orders/:id/payment") { _, context in
      press(.recordPayment, context) { id throws(ShopError) in
        try shop.pay(ShopPaymentWish(), for: id)
      }
    }
  }

  private struct RefundForm: Decodable {
    let line: Int?
    let quantity: String?

    /// All of the order where it names no line; nil where it is none.
    var wish: ShopRefundWish? {
      guard let line else { return ShopRefundWish(full: true) }
      guard let quantity = ShopAmount(quantity ?? "1") else { return nil }
      return ShopRefundWish(parts: [.init(line: line, quantity: quantity)])
    }
  }

  private func refund(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
    guard let id = context.orderID, let record = shop.read({ $0.record(of: id) }) else {
      return Self.notFound
    }
    let body = String(decoding: try await request.wholeBody(), as: UTF8.self)
    guard record.actions.contains(.refund),
      let wish = try? URLEncodedFormDecoder().decode(RefundForm.self, from: body).wish
    else { return ShopAnswer.seeOther(ShopLink.order(id)) }
    return answer(id) { () throws(ShopError) in try shop.refund(wish, of: id) }
  }

  private struct StatusForm: Decodable {
    let status: ShopOrderStatus
  }

  private func save(_ request: Request, _ context: ShopRequestContext) async throws -> Response {
    guard let id = context.orderID else { return Self.notFound }
    let body = String(decoding: try await request.wholeBody(), as: UTF8.self)
    guard let form = try? URLEncodedFormDecoder().decode(StatusForm.self, from: body) else {
      return ShopAnswer.page(
        .message("Status necunoscut", "Statusul cerut nu există."), status: .badRequest)
    }
    return answer(id) { () throws(ShopError) in try shop.change(id, to: form.status) }
  }

  /// Asks only when the page still offers the button: a second click finds the first under way.
  private func press(
    _ action: ShopAction, asking request: ShopRequest, _ context: ShopRequestContext
  ) -> Response {
    press(action, context) { id throws(ShopError) in try shop.ask(request, for: id) }
  }

  private func press(
    _ action: ShopAction, _ context: ShopRequestContext,
    _ act: (String) throws(ShopError) -> Void
  ) -> Response {
    guard let id = context.orderID, let record = shop.read({ $0.record(of: id) }) else {
      return Self.notFound
    }
    guard record.actions.contains(action) else {
      return ShopAnswer.seeOther(ShopLink.order(id))
    }
    return answer(id) { () throws(ShopError) in try act(id) }
  }

  private func answer(_ id: String, _ change: () throws(ShopError) -> Void) -> Response {
    do throws(ShopError) {
      try change()
      return ShopAnswer.seeOther(ShopLink.order(id))
    } catch {
      return Self.notFound
    }
  }

  private func found(
    _ context: ShopRequestContext
  ) -> (ShopOrderRecord, [ShopOutbox.Entry])? {
    guard let id = context.orderID else { return nil }
    return shop.read { state in
      state.record(of: id).map { ($0, state.outbox.entries.filter { $0.orderID == id }) }
    }
  }

  private static var notFound: Response {
    ShopAnswer.page(
      .message("Comanda nu există", "Magazinul de probă uită tot la repornire."),
      status: .notFound)
  }
}

extension ShopRequestContext {
  /// The order that the address names.
  var orderID: String? {
    parameters.get("id").flatMap(ShopLink.decoded)
  }
}
