/// HTML under construction: what is put into it is escaped, unless it is markup already.
struct ShopMarkup: ExpressibleByStringInterpolation, Sendable {
  let html: String

  init(stringLiteral html: String) {
    self.html = html
  }

  init(stringInterpolation interpolation: StringInterpolation) {
    html = interpolation.html
  }

  init(_ parts: some Sequence<ShopMarkup>) {
    html = parts.map(\.html).joined()
  }

  static let nothing: ShopMarkup = ""

  static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      html += literal
    }

    mutating func appendInterpolation(_ text: String) {
      html += ShopMarkup.escape(text)
    }

    mutating func appendInterpolation(_ number: Int) {
      html += String(number)
    }

    mutating func appendInterpolation(_ markup: ShopMarkup) {
      html += markup.html
    }
  }
}
