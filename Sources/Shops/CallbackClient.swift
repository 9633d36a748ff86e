import Domain
import HTTPTypes
import Synchronization
import Transport

/// Tells shops what became of their orders, by signed requests to their callback URLs.
public final class CallbackClient: ShopConnector {
  private let endpoints: Mutex<[ShopID: ShopEndpoint]>
  private let transport: HTTPTransport
  private let links: DocumentLinks?

  /// - Parameter links: nil where `invoice.issued` is to carry none.
  public init(
    endpoints: [ShopEndpoint], transport: HTTPTransport, links: DocumentLinks? = nil
  ) {
    self.endpoints = Mutex(Self.byShop(endpoints))
    self.transport = transport
    self.links = links
  }

  /// From the next callback on.
  public func use(_ endpoints: [ShopEndpoint]) {
    let byShop = Self.byShop(endpoints)
    self.endpoints.withLock { $0 = byShop }
  }

  func endpoint(of shop: ShopID) -> ShopEndpoint? { endpoints.withLock { $0[shop] } }

  func send(_ request: TransportRequest) async -> TransportOutcome {
    await transport.send(request)
  }

  private static func byShop(_ endpoints: [ShopEndpoint]) -> [ShopID: ShopEndpoint] {
    Dictionary(endpoints.map { ($0.shop, $0) }) { _, last in last }
  }

  public func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading {
    let shop = notice.notice.asked.shop
    guard let endpoint = endpoints.withLock({ $0[shop] }) else {
      return .failed(
        Failure(.shopNotConfigured, detail: "shop \(shop) has no callback"), retryAfter: nil)
    }
    guard let body = try? CallbackBody(notice, documentURL: links?.url(of: notice)).bytes else {
      return .failed(
        Failure(.shopRefused, detail: "the notice can't be written as JSON"), retryAfter: nil)
    }
    let outcome = await transport.send(
      CallbackRequest(body: body, id: notice.id, trace: notice.trace).request(to: endpoint, at: now)
    )
    return Self.reading(of: outcome, at: now)
  }

  static func reading(of outcome: TransportOutcome, at now: Timestamp) -> NoticeReading {
    switch outcome {
    case .answered(let response):
      let retryAfter = response.headers[retryAfterHeader].flatMap { RetryAfter($0, now: now) }
      return reading(of: response.status, retryAfter: retryAfter?.delay)
    case .unclear(let failure) where failure.reason == .responseTooLarge:
      // The status came whole; a shop that answers 200 with a page of its own has taken it.
      return failure.status.map { reading(of: $0, retryAfter: nil) } ?? unreachable(failure)
    case .notSent(let failure), .unclear(let failure):
      return unreachable(failure)
    }
  }

  private static func reading(of status: Int, retryAfter: Duration?) -> NoticeReading {
    switch status {
    case 200..<300: .received
    case 410: .gone
    // All but those that say “later”.
    case 408, 425, 429:
      .failed(
        Failure(.shopRefused, detail: "HTTP \(status)"), retryAfter: retryAfter)
    case 400..<500:
      .refused(
        Failure(.shopRefused, detail: "HTTP \(status)"), retryAfter: retryAfter)
    default: .failed(Failure(.shopRefused, detail: "HTTP \(status)"), retryAfter: retryAfter)
    }
  }

  private static func unreachable(_ failure: TransportFailure) -> NoticeReading {
    .failed(Failure(.shopUnreachable, detail: failure.description), retryAfter: nil)
  }

  private static let retryAfterHeader = HTTPField.Name.retryAfter
}
