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

  /// What the shop has of the products that it knows; nil where it can't say.
  public func ask(
    _ endpoint: ShopEndpoint, about items: [(code: String, name: String)],
    by identity: ProductIdentity,
    nonce: String
  ) async -> [StockKey: StockSaid]? {
    let now = time.now()
    let body = Body(
      timestamp: now.description,
      data: .init(
        identifyBy: identity, items: items.map { .init(code: $0.code, name: $0.name) }))
    guard let bytes = try? Array(JSONEncoder().encode(body)) else { return nil }
    var request = CallbackRequest(body: bytes, id: "ask_\(nonce)").request(to: endpoint, at: now)
    request.limits.responseBytesMax = 1 << 20
    guard case .answered(let response) = await transport.send(request),
      (200..<300).contains(response.status),
      let reply = try? JSONDecoder().decode(Reply.self, from: Data(response.body))
    else { return nil }
    var said: [StockKey: StockSaid] = [:]
    for item in reply.items {
      guard let key = identity == .code ? item.code : item.name else { continue }
      said[StockKey(key)] = StockSaid(stock: item.stock, isPublished: item.published)
    }
    return said
  }
}
