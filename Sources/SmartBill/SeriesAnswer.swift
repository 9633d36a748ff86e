import Domain
import FoundationEssentials

/// Reads what came back of `GET /series`.
struct SeriesAnswer {
  let series: Series
  let block: Duration
  /// `f` invoices, `p` proformas.
  var type = "f"

  func reading(of answer: RawAnswer, at now: Timestamp) -> NumberReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> NumberReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let words = Envelope(body)?.words
    if status == 401 { return .unavailable(Failure(.smartBillCredentials, detail: words)) }
    if (200..<500).contains(status), let words {
      return .unavailable(Failure(.smartBillRefused, detail: words))
    }
    guard (200..<300).contains(status), let list = SeriesList(body)?.list else {
      return unavailable("HTTP \(status) without a list of series")
    }
    guard let entry = list.first(where: { $0.name == series.name && $0.numbers(type) }) else {
      return .unknownSeries
    }
    guard let number = entry.nextNumber.value, number > 0 else {
      return unavailable("the series' next number is no number")
    }
    return .next(number)
  }

  private func unavailable(_ why: String) -> NumberReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}

/// The body of the answer, with or without the wrapper of SmartBill's XML days.
private struct SeriesList: Decodable {
  struct Entry: Decodable {
    var name: String
    var nextNumber: DocumentNumber
    /// `f` invoice, `p` proforma, `c` receipt.
    var type: String?

    /// What was asked for, where it doesn't say.
    func numbers(_ asked: String) -> Bool { type.map { $0 == asked } ?? true }
  }

  var list: [Entry]

  init?(_ body: [UInt8]) {
    guard let list = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
    self = list
  }

  init(from decoder: any Decoder) throws {
    let root = try decoder.container(keyedBy: CodingKeys.self)
    let fields =
      root.contains(.sbcSeries)
      ? try root.nestedContainer(keyedBy: CodingKeys.self, forKey: .sbcSeries) : root
    list = try fields.decode([Entry].self, forKey: .list)
  }

  private enum CodingKeys: String, CodingKey { case sbcSeries, list }
}
