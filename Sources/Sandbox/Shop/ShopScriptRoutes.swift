import Hummingbird

/// JSON for scripts and tests, below `/_sandbox`.
///
/// - `GET state`: everything, a ``ShopReport``. `GET summary`: a ``ShopSummary``, what became of
///   each order and which callbacks came, for many orders.
/// - `POST punte` with `url`: where Punte listens.
/// - `POST orders`: places an order, one of the contract or `{"sample": "person"}`.
///   `POST orders/batch`: places a ``ShopOrderBatch``; answers `ids`.
/// - `POST orders/{id}/status` with `status`, `orders/{id}/issue`, `orders/{id}/cancel`,
///   `orders/{id}/restore`, `orders/{id}/refund` with `full`, or `parts` of `line` and `quantity`, and
///   an `id` if need be, `orders/{id}/payment` with a ``ShopPaymentWish``: what a person does on the
///   order's page.
/// - `POST faults`: plants a ``ShopFault`` at the callback address; `GET` lists, `DELETE` clears.
struct ShopScriptRoutes {
  let shop: Shop

  func add(to router: Router<ShopRequestContext>) {
    let sandbox = router.group("/_sandbox")
    sandbox.get("/state") { _, _ in
      try ShopAnswer.json(ShopReport(shop.read { $0 }))
    }
    sandbox.get("/summary") { _, _ in
      try ShopAnswer.json(ShopSummary(shop.read { $0 }))
    }
    sandbox.post("/punte") { request, _ in
      try await setPunte(request)
    }
    sandbox.post("/orders") { request, _ in
      try await place(request)
    }
    sandbox.post("/orders/batch") { request, _ in
      guard let batch = try await request.decoded(ShopOrderBatch.self), batch.isValid else {
        return ShopAnswer.error("batch_unreadable", status: .unprocessableContent)
      }
      return try place(batch)
    }
    sandbox.post("/orders/:id/status") { request, context in
      guard let wish = try await request.decoded(StatusWish.self) else {
        return ShopAnswer.error("unknown_status", status: .unprocessableContent)
      }
      return try changed(context) { id throws(ShopError) in try shop.change(id, to: wish.status) }
    }
    sandbox.post("/orders/:id/issue") { _, context in
      try changed(context) { id throws(ShopError) in try shop.ask(.issue, for: id) }
    }
    sandbox.post("/orders/:id/cancel") { _, context in
      try changed(context) { id throws(ShopError) in try shop.ask(.cancel, for: id) }
    }
    sandbox.post("/orders/:id/restore") { _, context in
      try changed(context) { id throws(ShopError) in try shop.ask(.restore, for: id) }
    }
    sandbox.post("/orders/:id/payment") { request, context in
      guard let wish = try await request.decoded(ShopPaymentWish.self) else {
        return ShopAnswer.error("payment_unreadable", status: .unprocessableContent)
      }
      return try changed(context) { id throws(ShopError) in try shop.pay(wish, for: id) }
    }
    sandbox.post("/orders/:id/refund") { request, context in
      guard let wish = try await request.decoded(ShopRefundWish.self) else {
        return ShopAnswer.error("refund_unreadable", status: .unprocessableContent)
      }
      return try changed(context) { id throws(ShopError) in try shop.refund(wish, of: id) }
    }
    sandbox.get("/faults") { _, _ in
      try ShopAnswer.json(shop.read(\.faults))
    }
    sandbox.post("/faults") { request, _ in
      guard let fault = try await request.decoded(ShopFault.self), fault.isValid else {
        return ShopAnswer.error("fault_unreadable", status: .unprocessableContent)
      }
      let faults = shop.note { state, _ in
        state.add(fault)
        return state.faults
      }
      return try ShopAnswer.json(faults, status: .created)
    }
    sandbox.delete("/faults") { _, _ in
      shop.note { state, _ in state.clearFaults() }
      return Response(status: .noContent)
    }
  }

  private struct StatusWish: Decodable {
    let status: ShopOrderStatus
  }

  private struct PunteWish: Decodable {
    let url: String
  }

  private func setPunte(_ request: Request) async throws -> Response {
    guard
      let wish = try await request.decoded(PunteWish.self), ShopLink.web(wish.url) != nil
    else { return ShopAnswer.error("url_unreadable", status: .unprocessableContent) }
    shop.note { state, now in
      state.punte = wish.url
      state.outbox.hurry(at: now)
    }
    shop.ring()
    return Response(status: .noContent)
  }

  private func place(_ request: Request) async throws -> Response {
    let body = try await request.wholeBody()
    let draft: ShopOrderDraft
    do {
      draft = try ShopOrderDraft(wish: body)
    } catch {
      return ShopAnswer.error("order_unreadable", status: .unprocessableContent)
    }
    let record: ShopOrderRecord
    do throws(ShopError) {
      record = try shop.update { state, now throws(ShopError) in
        try state.place(draft, at: now)
      }
    } catch {
      return ShopAnswer.error(error)
    }
    return try ShopAnswer.json(record, status: .created)
  }

  private func place(_ batch: ShopOrderBatch) throws -> Response {
    let ids: [String]
    do throws(ShopError) {
      ids = try shop.place(batch)
    } catch {
      return ShopAnswer.error(error)
    }
    return try ShopAnswer.json(["ids": ids], status: .created)
  }

  /// Answers with the order as it is after the change.
  private func changed(
    _ context: ShopRequestContext, _ change: (String) throws(ShopError) -> Void
  ) throws -> Response {
    let id = context.orderID ?? ""
    do throws(ShopError) {
      try change(id)
    } catch {
      return ShopAnswer.error(error)
    }
    return try ShopAnswer.json(shop.read { $0.record(of: id) })
  }
}
