import Domain
import FoundationEssentials

/// An answer about the stock, of either form (`smartbill-api.md` §8, §3.2), as rows. Prices, which
/// neither form is known to hold, are left unread.
struct StockRows {
  /// In each form a row a product and warehouse.
  private(set) var rows: [StockLevel] = []
  /// Not empty where SmartBill refuses.
  let errorText: ErrorText
  /// Whether there was a list, if an empty one.
  let hasList: Bool
  /// Products whose quantity can't be read, each as a fault of its own.
  private(set) var unreadable: [StockFault] = []

  /// - Parameter warehouse: rows that are said to be of another are left out.
  init(_ body: [UInt8], of warehouse: String) throws {
    let answer = try StockAnswerBody.read(Data(body))
    errorText = ErrorText(answer.errorText ?? "")
    hasList = answer.products != nil || answer.list != nil
    add(answer.products?.map(\.row) ?? [])
    for entry in answer.list ?? [] {
      if let name = entry.warehouse?.warehouseName, StockKey(name) != StockKey(warehouse) {
        continue
      }
      add(entry.products.map(\.row))
    }
  }

  private mutating func add(_ read: [StockRow]) {
    rows.reserveCapacity(rows.count + read.count)
    for row in read {
      switch row {
      case .level(let level): rows.append(level)
      case .unreadable(let fault): unreadable.append(fault)
      }
    }
  }
}

/// How much there is of a product, or which one it is of that nothing can be read.
private enum StockRow {
  case level(StockLevel)
  case unreadable(StockFault)

  init(name: LenientText, code: LenientText, unit: LenientText, quantity: Quantity?) {
    if let quantity {
      self = .level(
        StockLevel(code: code.text, name: name.text, unit: unit.text, quantity: quantity))
    } else {
      self = .unreadable(StockFault(.unreadable, code: code.text, name: name.text))
    }
  }
}

private struct StockAnswerBody: Decodable {
  struct Entry: Decodable {
    struct Warehouse: Decodable { var warehouseName: String? }
    var warehouse: Warehouse?
    var products: [NamedProduct]
  }

  var errorText: String?
  /// Of the documented form.
  var list: [Entry]?
  /// Of the short form.
  var products: [ListedProduct]?

  /// With or without the wrapper of SmartBill's XML days.
  static func read(_ data: Data) throws -> StockAnswerBody {
    let decoder = JSONDecoder()
    let plain = try decoder.decode(Self.self, from: data)
    guard plain.errorText == nil, plain.list == nil, plain.products == nil else { return plain }
    return (try? decoder.decode([String: Self].self, from: data))?.values.first ?? plain
  }
}

/// `["Cană", "CAN-350", "buc", 7]`: name, code, unit and quantity, in this order.
private struct ListedProduct: Decodable {
  let row: StockRow

  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let name = try values.decodeIfPresent(LenientText.self) ?? LenientText()
    let code = try values.decodeIfPresent(LenientText.self) ?? LenientText()
    let unit = try values.decodeIfPresent(LenientText.self) ?? LenientText()
    let quantity = try values.decodeIfPresent(LenientQuantity.self)?.quantity
    row = StockRow(name: name, code: code, unit: unit, quantity: quantity)
  }
}

private struct NamedProduct: Decodable {
  let row: StockRow

  private enum CodingKeys: String, CodingKey {
    case productName, productCode, measuringUnit, quantity
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let text = { (key: CodingKeys) throws -> LenientText in
      try values.decodeIfPresent(LenientText.self, forKey: key) ?? LenientText()
    }
    let (name, code, unit) = try (
      text(.productName), text(.productCode), text(.measuringUnit)
    )
    let quantity = try values.decodeIfPresent(LenientQuantity.self, forKey: .quantity)
    row = StockRow(name: name, code: code, unit: unit, quantity: quantity?.quantity)
  }
}

/// A text, or a number as its digits; empty for anything else.
private struct LenientText: Decodable {
  var text = ""

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else if let number = try? container.decode(Decimal.self) {
      text = "\(number)"
    }
  }
}

/// A number, or the same as a text: SmartBill sends both (`smartbill-api.md` §8).
private struct LenientQuantity: Decodable {
  /// Nil for anything else.
  let quantity: Quantity?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = (try? container.decode(Decimal.self)).map { "\($0)" }
    quantity = Quantity(number: (text ?? (try? container.decode(String.self)) ?? "").utf8)
  }
}
