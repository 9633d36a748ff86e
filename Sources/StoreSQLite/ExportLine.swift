import FoundationEssentials
import GRDB

/// A row as one line of JSON: integers are numbers, bytes are text where they are UTF-8, else
/// `base64:…`; a column that is NULL is null.
struct ExportLine {
  private(set) var bytes: [UInt8] = []

  init(_ row: Row, of table: ExportTable, withoutBodies: Bool) {
    append("{\"kind\":")
    append(quoting: table.kind)
    let leftOut = table.secrets.union(withoutBodies ? table.bodies : [])
    for (column, value) in row where !leftOut.contains(column) {
      append(",")
      // A row's own kind must not be taken for the line's.
      append(quoting: column == "kind" ? "\(table.kind)_kind" : column)
      append(":")
      append(value, isJSON: table.json.contains(column))
    }
    append("}\n")
  }

  private mutating func append(_ value: DatabaseValue, isJSON: Bool) {
    switch value.storage {
    case .null: append("null")
    case .int64(let number): append("\(number)")
    case .double(let number): append("\(number)")
    // Empty where it was removed.
    case .string(let text) where isJSON: append(text.isEmpty ? "null" : text)
    case .string(let text): append(quoting: text)
    case .blob(let data):
      let text = String(validating: data, as: UTF8.self)
      append(quoting: text ?? "base64:" + data.base64EncodedString())
    }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  /// Controls are escaped, and so are the line separators that some readers end a line at.
  private mutating func append(quoting text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
