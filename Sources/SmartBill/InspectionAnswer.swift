import Domain
import FoundationEssentials
import Transport

/// What came back of a call that asks what an account offers.
enum InspectionAnswer {
  case answered(status: Int, body: [UInt8], clockSkewMilliseconds: Int64?)
  case failed(Failure)
  case blocked(until: Timestamp)

  init(
    _ outcome: TransportOutcome, block: Duration, sentAt: Timestamp, answeredAt: Timestamp
  ) {
    switch outcome {
    case .notSent(let failure), .unclear(let failure):
      self = .failed(Failure(.smartBillUnreachable, detail: failure.description))
    case .answered(let response)
    where BlockNotice.isBlock(status: response.status, body: response.body):
      self = .blocked(until: answeredAt + block)
    case .answered(let response):
      self = .answered(
        status: response.status, body: response.body,
        clockSkewMilliseconds: ClockSkew.milliseconds(
          by: response, sentAt: sentAt, answeredAt: answeredAt))
    }
  }

  var clockSkewMilliseconds: Int64? {
    if case .answered(_, _, let skew) = self { skew } else { nil }
  }

  private static let notImplemented = 501

  /// Reads the list that was asked for.
  ///
  /// - Parameter isCertain: whether every account has it; where one may lack it, a refusal says
  ///   so, and is no failure.
  /// - Parameter unreadable: rises by how many rows can't be read.
  func offered<Item>(
    isCertain: Bool, unreadable: inout Int, _ read: ([UInt8]) -> OfferRows<Item>?
  ) -> Offered<Item> {
    switch self {
    case .failed(let failure): return .failed(failure)
    case .blocked(let until): return .blocked(until: until)
    case .answered(let status, let body, _):
      let words = Envelope(body)?.words
      if status == 401 { return .failed(Failure(.smartBillCredentials, detail: words)) }
      let isRefused = words != nil && (200..<500).contains(status)
      if isRefused || (400..<500).contains(status) || status == Self.notImplemented {
        let detail = words ?? "HTTP \(status)"
        return isCertain
          ? .failed(Failure(.smartBillRefused, detail: detail)) : .absent(detail)
      }
      guard (200..<300).contains(status), let rows = read(body), !rows.areAllUnreadable else {
        return .failed(
          Failure(.smartBillUnreachable, detail: "HTTP \(status) without the list asked for"))
      }
      unreadable += rows.unreadable
      return .known(rows.items)
    }
  }
}

/// The rows of a list that can be read, and how many can't: one that is bad spoils none of the others.
struct OfferRows<Item> {
  let items: [Item]
  let unreadable: Int

  var areAllUnreadable: Bool { items.isEmpty && unreadable > 0 }

  init(items: [Item]) { (self.items, unreadable) = (items, 0) }

  /// - Parameter item: nil where the row can't be read after all.
  init<Row: Decodable>(_ rows: [LenientRow<Row>], _ item: (Row) -> Item?) {
    items = rows.compactMap { $0.row.flatMap(item) }
    unreadable = rows.count - items.count
  }
}

/// The bodies of those answers, with or without the wrapper of SmartBill's XML days.
enum OfferLists {
  static func series(_ kind: OfferedSeries.Kind) -> ([UInt8]) -> OfferRows<OfferedSeries>? {
    { body in
      guard let list = decode(SeriesBody.self, body)?.list else { return nil }
      return OfferRows(list) { entry in
        OfferedSeries(
          name: entry.name, kind: entry.type.flatMap { kinds[$0] } ?? kind,
          nextNumber: entry.nextNumber?.value)
      }
    }
  }

  static func vatRates(_ body: [UInt8]) -> OfferRows<OfferedVATRate>? {
    guard let taxes = decode(TaxBody.self, body)?.taxes else { return nil }
    return OfferRows(taxes) { tax in
      VATRate(tax.percentage.text).map { OfferedVATRate(name: tax.name, rate: $0) }
    }
  }

  static func warehouses(_ body: [UInt8]) -> OfferRows<String>? {
    decode(WarehouseBody.self, body).map { OfferRows($0.warehouses) { name in name } }
  }

  static func measuringUnits(_ body: [UInt8]) -> OfferRows<String>? {
    decode(UnitBody.self, body).map { OfferRows($0.mu) { name in name } }
  }

  private static let kinds: [String: OfferedSeries.Kind] = [
    "f": .invoice, "p": .proforma, "c": .receipt,
  ]

  private static func decode<Body: Decodable>(_ type: Body.Type, _ body: [UInt8]) -> Body? {
    let data = Data(body)
    let decoder = JSONDecoder()
    if let plain = try? decoder.decode(type, from: data) { return plain }
    return (try? decoder.decode([String: Body].self, from: data))?.values.first
  }

  private struct SeriesBody: Decodable {
    struct Entry: Decodable {
      let name: String
      /// nil where it is none.
      let nextNumber: DocumentNumber?
      let type: String?

      init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        nextNumber = try? fields.decode(DocumentNumber.self, forKey: .nextNumber)
        type = try? fields.decode(String.self, forKey: .type)
      }

      private enum CodingKeys: String, CodingKey { case name, nextNumber, type }
    }
    var list: [LenientRow<Entry>]
  }

  private struct TaxBody: Decodable {
    struct Tax: Decodable {
      var name: String
      var percentage: Percentage
    }
    var taxes: [LenientRow<Tax>]
  }

  private struct WarehouseBody: Decodable {
    var warehouses: [LenientRow<String>]
  }

  private struct UnitBody: Decodable {
    var mu: [LenientRow<String>]
  }

  /// A number, or the same as text.
  private struct Percentage: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Decimal.self) {
        text = "\(number)"
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}
