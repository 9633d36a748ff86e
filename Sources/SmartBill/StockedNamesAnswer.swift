import Domain

/// Reads the names out of what `GET /stocks` answers (`smartbill-api.md` §8).
struct StockedNamesAnswer {
  let warehouse: String
  /// How long SmartBill refuses calls after one too many.
  let block: Duration

  func reading(of answer: RawAnswer, at now: Timestamp) -> StockedNames {
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
      guard (200..<300).contains(status), let names = names(in: body) else {
        return unavailable("HTTP \(status) without the stock")
      }
      return .known(names)
    }
  }

  private func unavailable(_ why: String) -> StockedNames {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }

  private func names(in body: [UInt8]) -> [String]? {
    guard let answer = try? StockRows(body, of: warehouse), answer.hasList else { return nil }
    // A name is one whatever there is of it.
    return answer.rows.map(\.name) + answer.unreadable.map(\.name)
  }
}
