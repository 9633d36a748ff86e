import FoundationEssentials

/// A row of SmartBill's stock: how much there is of a product, or which one it is of that nothing
/// can be read. One that is bad in any way spoils none of the others.
///
/// It is read alike wherever SmartBill gives it: as an object, and as a list of name, code, unit and
/// quantity in this order (`smartbill-api.md` §3.2, §8, §11).
public struct StockRow: Decodable, Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case level(StockLevel)
    case unreadable(StockFault)
  }

  public let content: Content
  /// Nil where the row doesn't say.
  public let warehouse: String?

  private enum CodingKeys: String, CodingKey {
    case productName, productCode, measuringUnit, quantity, warehouse
  }

  /// Throws for what is neither: it would name no product, and one would seem to have vanished.
  public init(from decoder: any Decoder) throws {
    if let values = try? decoder.container(keyedBy: CodingKeys.self) {
      let text = { (key: CodingKeys) in
        (try? values.decodeIfPresent(LenientText.self, forKey: key))?.text ?? ""
      }
      self.init(
        name: text(.productName), code: text(.productCode), unit: text(.measuringUnit),
        quantity: (try? values.decodeIfPresent(LenientQuantity.self, forKey: .quantity))?.quantity,
        warehouse: text(.warehouse))
    } else {
      var values = try decoder.unkeyedContainer()
      func text() -> String { (try? values.decodeIfPresent(LenientText.self))?.text ?? "" }
      let (name, code, unit) = (text(), text(), text())
      self.init(
        name: name, code: code, unit: unit,
        quantity: (try? values.decodeIfPresent(LenientQuantity.self))?.quantity, warehouse: "")
    }
  }

  private init(name: String, code: String, unit: String, quantity: Quantity?, warehouse: String) {
    content =
      quantity.map { .level(StockLevel(code: code, name: name, unit: unit, quantity: $0)) }
      ?? .unreadable(StockFault(.unreadable, code: code, name: name))
    self.warehouse = warehouse.allSatisfy(\.isWhitespace) ? nil : warehouse
  }
}

extension [StockRow] {
  public var levels: [StockLevel] {
    compactMap { if case .level(let level) = $0.content { level } else { nil } }
  }

  public var faults: [StockFault] {
    compactMap { if case .unreadable(let fault) = $0.content { fault } else { nil } }
  }
}

/// A text, or a number as its digits; empty for anything else.
private struct LenientText: Decodable {
  var text = ""

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
