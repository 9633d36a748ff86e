import Domain
import FoundationEssentials
import Transport

/// Asks a shop what it has of some products: `stock.asked`, which changes nothing there.
public struct StockQuestion: Sendable {
  public static let type = "stock.asked"

  private let transport: HTTPTransport
  private let time: any TimeSource

  public init(transport: HTTPTransport, time: any TimeSource) {
    self.transport = transport
    self.time = time
  }

  private struct Body: Encodable {
    struct Content: Encodable {
      let identifyBy: ProductIdentity
      let items: [Item]

      enum CodingKeys: String, CodingKey {
        case items
        case identifyBy = "identify_by"
      }
    }

    struct Item: Encodable {
      let code: String
      let name: String
    }

    let type = StockQuestion.type
    let timestamp: String
    let data: Content
  }

  private struct Reply: Decodable {
    struct Item: Decodable {
      let code: String?
      let name: String?
      let stock: Quantity
      let published: Bool?
    }

    let items: [Item]
  }

  /// What came of a question.
  public enum Answer: Sendable, Equatable {
    /// What the shop has of the products that it knows.
    case said([StockKey: StockSaid])
    /// It answered, and not as one does that can say.
    case cannotSay
    /// It was not reached, or is in trouble: it might have said.
    case failed(Failure)
  }

  public func ask(
    _ endpoint: ShopEndpoint, about items: [(code: String, name: String)],
    by identity: ProductIdentity,
    nonce: String
  ) async -> Answer {
    let now = time.now()
    let body = Body(
      timestamp: now.description,
      data: .init(
        identifyBy: identity, items: items.map { .init(code: $0.code, name: $0.name) }))
    guard let bytes = try? Array(JSONEncoder().encode(body)) else { return .cannotSay }
    var request = CallbackRequest(body: bytes, id: "ask_\(nonce)").request(to: endpoint, at: now)
    request.limits.responseBytesMax = 1 << 20
    return Self.answer(in: await transport.send(request), by: identity)
  }

  /// Of a shop that could say, and can't now: it is asked wrongly, too often, or is broken. One that
  /// knows no such question says so with another status, or answers what it likes.
  private static func isTrouble(_ status: Int) -> Bool {
    [401, 403, 408, 429].contains(status) || status >= 500 && status != 501
  }

  /// What came back; pure.
  static func answer(in outcome: TransportOutcome, by identity: ProductIdentity) -> Answer {
    let response: TransportResponse
    switch outcome {
    case .answered(let whole): response = whole
    case .notSent(let failure), .unclear(let failure):
      return .failed(Failure(.shopUnreachable, detail: failure.description))
    }
    guard !isTrouble(response.status) else {
      return .failed(Failure(.shopRefused, detail: "HTTP \(response.status)"))
    }
    guard (200..<300).contains(response.status),
      let reply = try? JSONDecoder().decode(Reply.self, from: Data(response.body))
    else { return .cannotSay }
    var said: [StockKey: StockSaid] = [:]
    for item in reply.items {
      guard let key = identity == .code ? item.code : item.name else { continue }
      said[StockKey(key)] = StockSaid(stock: item.stock, isPublished: item.published)
    }
    return .said(said)
  }
}
