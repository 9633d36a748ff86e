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
      let asked = list.filter { $0.numbers(type) }
      let named = asked.filter { $0.name == series.name }
      if let number = named.compactMap(\.number).first { return .next(number) }
      guard named.isEmpty else {
        return .unavailable(
          Failure(
            .seriesUnreadable, detail: "\(series.name): its next number is no number"))
      }
      // It may be one of these.
      let nameless = asked.count { $0.name == nil }
      guard nameless == 0 else {
        return .unavailable(
          Failure(
            .seriesUnreadable,
            detail: "\(series.name): not among the rows that can be read; \(nameless) can't"))
      }
      return .unknownSeries
    }
  }
}

/// Reads all series of invoices out of what came back of `GET /series`.
///
/// Who looks through all of them for a document must not miss one: a series that may hold documents,
/// and whose row can't be read, makes the list unusable. A row with neither a name nor a number is of
/// no series, and passed over.
struct SeriesListAnswer {
  let cif: String
  let block: Duration

  func reading(of answer: RawAnswer, at now: Timestamp) -> SeriesListReading {
    switch SeriesList.read(answer, block: block, at: now) {
    case .blocked(let until): return .blocked(until: until)
    case .unavailable(let failure): return .unavailable(failure)
    case .entries(let list):
      let asked = list.filter { $0.numbers("f") && !$0.isBlank }
      var numbers: [Series: Int] = [:]
      for entry in asked {
        guard let name = entry.name, let number = entry.number else {
          if entry.number == InvoiceNumber.first { continue }
          let which = entry.name ?? "a series without a name"
          return .unavailable(
            Failure(.seriesUnreadable, detail: "\(which): its row can't be read"))
        }
        let series = Series(cif: cif, name: name)
        numbers[series] = max(numbers[series] ?? number, number)
      }
      guard !asked.isEmpty || list.allSatisfy({ !$0.isBlank }) else {
        return .unavailable(
          Failure(.seriesUnreadable, detail: "no row of a series of invoices can be read"))
      }
      return .listed(numbers)
    }
  }
}

/// The body of the answer, with or without the wrapper of SmartBill's XML days.
private struct SeriesList: Decodable {
  /// Each of its fields may be missing, or be no such thing.
  struct Entry: Decodable {
    /// nil where it has none that can be read.
    let name: String?
    /// nil where it is no number that a document can get.
    let number: Int?
    /// `f` invoice, `p` proforma, `c` receipt.
    let type: String?

    /// What was asked for, where it doesn't say.
    func numbers(_ asked: String) -> Bool { type.map { $0 == asked } ?? true }

    var isBlank: Bool { name == nil && number == nil }

    init(from decoder: any Decoder) throws {
      let fields = try? decoder.container(keyedBy: CodingKeys.self)
      let name = try? fields?.decode(String.self, forKey: .name)
      self.name = name.flatMap { $0.isBlankToTheEye ? nil : $0 }
      let next = try? fields?.decode(DocumentNumber.self, forKey: .nextNumber)
      number = next?.value.flatMap { $0 > 0 ? $0 : nil }
      type = try? fields?.decode(String.self, forKey: .type)
    }

    private enum CodingKeys: String, CodingKey { case name, nextNumber, type }
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
    list = try fields.decode([LenientRow<Entry>].self, forKey: .list).compactMap(\.row)
  }

  private enum CodingKeys: String, CodingKey { case sbcSeries, list }
}
