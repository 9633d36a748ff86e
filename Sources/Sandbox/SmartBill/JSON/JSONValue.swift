/// A JSON value as it was written: numbers keep their text, objects keep their order.
///
/// Money never passes through a binary floating-point number, so numbers stay text until
/// ``ExactNumber`` reads them.
enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var number: ExactNumber? {
    if case .number(let text) = self { ExactNumber(jsonNumber: text) } else { nil }
  }

  /// The API takes `true`, `false`, `1` and `0` for a boolean (smartbill-api.md §2).
  var truth: Bool? {
    switch self {
    case .boolean(let truth): truth
    case .number("1"): true
    case .number("0"): false
    default: nil
    }
  }

  /// A whole number within `Int32`; `2.0` counts as `2`.
  var integer: Int? { number?.integer }

  var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  var array: [JSONValue]? {
    if case .array(let array) = self { array } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(members: elements.map(JSONObject.Member.init)))
  }
}

extension JSONValue {
  static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// `null` for nil.
  static func integerOrNull(_ value: Int?) -> JSONValue { value.map(integer) ?? .null }

  /// `null` for nil.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
