import Domain
import FoundationEssentials

/// Reads what came back of `GET /series`.
struct SeriesAnswer {
  let series: Series
  let block: Duration
  /// `f` invoices, `p` proformas.
  var type = "f"

  func reading(of answer: RawAnswer, at now: Timestamp) -> NumberReading {
    switch SeriesList.read(answer, block: block, at: now) {
    case .blocked(let until): return .blocked(until: until)
    case .unavailable(let failure): return .unavailable(failure)
    case .entries(let list):
      guard let entry = list.first(where: { $0.name == series.name && $0.numbers(type) }) else {
        return .unknownSeries
      }
      guard let number = entry.number else {
        return .unavailable(
          Failure(.smartBillUnreachable, detail: "the series' next number is no number"))
      }
      return .next(number)
    }
  }
}

/// Reads all series of invoices out of what came back of `GET /series`.
struct SeriesListAnswer {
  let cif: String
  let block: Duration

  func reading(of answer: RawAnswer, at now: Timestamp) -> SeriesListReading {
    switch SeriesList.read(answer, block: block, at: now) {
    case .blocked(let until): return .blocked(until: until)
    case .unavailable(let failure): return .unavailable(failure)
    case .entries(let list):
      let numbers = list.compactMap { entry in
        entry.numbers("f") ? entry.number.map { (Series(cif: cif, name: entry.name), $0) } : nil
      }
      return .listed(Dictionary(numbers, uniquingKeysWith: max))
    }
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

    /// nil where it is no number that a document can get.
    var number: Int? { nextNumber.value.flatMap { $0 > 0 ? $0 : nil } }
  }

  enum Reading {
    case entries([Entry])
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  static func read(_ answer: RawAnswer, block: Duration, at now: Timestamp) -> Reading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): return unavailable(why)
    case .answered(let status, let body):
      if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
      let words = Envelope(body)?.words
      if status == 401 { return .unavailable(Failure(.smartBillCredentials, detail: words)) }
      if (200..<500).contains(status), let words {
        return .unavailable(Failure(.smartBillRefused, detail: words))
      }
      guard (200..<300).contains(status), let list = SeriesList(body)?.list else {
        return unavailable("HTTP \(status) without a list of series")
      }
      return .entries(list)
    }
  }

  private static func unavailable(_ why: String) -> Reading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
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
