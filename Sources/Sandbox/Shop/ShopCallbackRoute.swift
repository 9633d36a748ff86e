import FoundationEssentials
import Hummingbird

/// Where Punte's callbacks arrive: `POST /punte/callback`.
struct ShopCallbackRoute {
  static let path = "/punte/callback"

  let shop: Shop

  func add(to router: Router<ShopRequestContext>) {
    router.post(RouterPath(Self.path)) { request, context in
      try await receive(request, context)
    }
  }

  private func receive(
    _ request: Request, _ context: ShopRequestContext
  ) async throws -> Response {
    let body = try await request.wholeBody()
    let fault = shop.note { state, _ in state.takeFault() }
    switch fault?.kind {
    case .status, .redirect:
      return Self.answer(to: fault)
    case .drop:
      context.dropConnection()
      return Response(status: .internalServerError)
    case .slow:
      try await Task.sleep(for: .milliseconds(fault?.delayMs ?? 0))
    case nil:
      break
    }
    return try takeIn(request, body)
  }

  private func takeIn(_ request: Request, _ body: Data) throws -> Response {
    let id = request.header("webhook-id") ?? ""
    let headers = Dictionary(
      request.headers.map { ($0.name.canonicalName, $0.value) },
      uniquingKeysWith: { $0 + ", " + $1 })
    let isGenuine = { (now: ShopTime) in
      ShopSignature.isGenuine(
        id: id, timestamp: headers["webhook-timestamp"],
        signature: headers["webhook-signature"], body: body, secret: shop.callbackSecret,
        at: now)
    }
    if let question = ShopStockQuestion(body) {
      let answers = shop.note { state, now in
        isGenuine(now) ? question.answers(from: state.shelf) : nil
      }
      if let answers { return try ShopAnswer.json(["items": answers]) }
    }
    if let batch = ShopStockBatch(body) {
      let answers = shop.note { state, now in
        isGenuine(now) ? state.shelf.apply(batch, id: id, bytes: body.count) : nil
      }
      if let answers { return try ShopAnswer.json(["items": answers]) }
    }
    let verdict = shop.note { state, now -> ShopReceipt.Verdict? in
      guard isGenuine(now) else {
        state.countBadSignature()
        return nil
      }
      if ShopCallback.isCheck(body) { return .checked }
      return state.receive(
        id: id, body: String(decoding: body, as: UTF8.self), callback: ShopCallback(body),
        headers: headers, at: now)
    }
    return switch verdict {
    case nil: ShopAnswer.error("unauthorized", status: .unauthorized)
    case .malformed: ShopAnswer.error("malformed", status: .badRequest)
    case .some(let verdict):
      ShopAnswer.text("{\"status\":\"\(verdict.rawValue)\"}\n", type: "application/json")
    }
  }

  private static func answer(to fault: ShopFault?) -> Response {
    let status = fault?.status ?? 307
    var response = ShopAnswer.error("fault", status: .init(code: status))
    response.headers[.retryAfter] = fault?.retryAfter.map(String.init)
    response.headers[.location] = fault?.location
    return response
  }
}
