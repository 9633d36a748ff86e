import Domain
import FoundationEssentials

/// Reads the names out of what `GET /stocks` answers (`smartbill-api.md` §8).
struct StockAnswer {
  /// How long SmartBill refuses calls after one too many.
  let block: Duration

  func reading(of answer: RawAnswer, at now: Timestamp) -> StockReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): return unavailable(why)
    case .answered(let status, let body):
      if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
      let envelope = Envelope(body)
      if let failure = AccountRefusal.failure(status, envelope) { return .unavailable(failure) }
      if let words = envelope?.words, (200..<500).contains(status) {
        let code = StockRefusal.code(of: ErrorText(words))
        return .refused(Failure(code ?? .smartBillRefused, detail: words))
      }
      guard (200..<300).contains(status), let names = Self.names(in: body) else {
        return unavailable("HTTP \(status) without the stock")
      }
      return .known(names)
    }
  }

  private func unavailable(_ why: String) -> StockReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }

  private static func names(in body: [UInt8]) -> [String]? {
    let (data, decoder) = (Data(body), JSONDecoder())
    let plain = try? decoder.decode(Body.self, from: data)
    // With the wrapper of SmartBill's XML days.
    let found = plain ?? (try? decoder.decode([String: Body].self, from: data))?.values.first
    return found?.list.flatMap { $0.products.map(\.productName) }
  }

  private struct Body: Decodable {
    struct Entry: Decodable {
      struct Product: Decodable { let productName: String }
      let products: [Product]
    }
    let list: [Entry]
  }
}
