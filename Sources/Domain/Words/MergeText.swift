/// A text of the settings with fields of an order in it, between `#` as SmartBill's own plugin
/// writes them (`shops-and-peers.md` §1).
public enum MergeText {
  public enum Field: String, CaseIterable, Sendable {
    case orderNumber = "nr_comanda_online"
    case orderID = "id_comanda"
    case paymentMethod = "tip_plata"
    case status = "status_comanda"
    case customer = "nume_client"

    func value(in order: Order) -> String {
      switch self {
      case .orderNumber: order.number
      case .orderID: order.id.rawValue
      case .paymentMethod: order.payment?.method ?? "-"
      case .status: order.status
      case .customer: order.customer.name
      }
    }
  }

  /// Of a field's value: a shop's number or name is shorter.
  static let valueCharactersMax = 200

  /// The names between two `#` that may be fields, known or not.
  public static func names(in text: String) -> [String] {
    parts(of: text).compactMap { if case .field(let name) = $0 { name } else { nil } }
  }

  /// The text with each field that is known in its place; others stay, for SmartBill has some of
  /// its own.
  public static func filled(_ text: String, from order: Order) -> String {
    parts(of: text).map { part in
      switch part {
      case .text(let text): text
      case .field(let name):
        Field(rawValue: name).map { line($0.value(in: order)) } ?? "#\(name)#"
      }
    }.joined()
  }

  private enum Part {
    case text(String)
    case field(String)
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while let opening = rest.firstIndex(of: "#") {
      parts.append(.text(String(rest[..<opening])))
      rest = rest[rest.index(after: opening)...]
      if let closing = rest.firstIndex(of: "#"), isName(rest[..<closing]) {
        parts.append(.field(String(rest[..<closing])))
        rest = rest[rest.index(after: closing)...]
      } else {
        parts.append(.text("#"))
      }
    }
    return parts + [.text(String(rest))]
  }

  private static func isName(_ text: Substring) -> Bool {
    text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
  }

  /// What a shop sends may hold anything; what is printed is one line.
  private static func line(_ value: String) -> String {
    let scalars = value.unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : Character($0)
    }
    return String(String(scalars).prefix(valueCharactersMax))
  }
}
