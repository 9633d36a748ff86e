import Domain
import HTTPTypes

/// What the answers under `/documents` carry.
enum DocumentHeaders {
  /// The address is a key: it is told to no other site, and no search engine keeps it.
  static let ofAll: HTTPFields = {
    var headers: HTTPFields = [.xContentTypeOptions: "nosniff"]
    for (name, value) in [
      ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ] {
      HTTPField.Name(name).map { headers[$0] = value }
    }
    return headers
  }()

  /// A browser may keep a document, and asks each time whether it is still the one: a cancelled
  /// invoice is marked so at once.
  static let ofDocuments: HTTPFields = {
    var headers = ofAll
    headers[.acceptRanges] = "bytes"
    headers[.cacheControl] = "private, no-cache"
    return headers
  }()

  /// `FCT-0001.pdf`. A series may be called anything; a header takes plain characters only.
  static func fileName(of number: InvoiceNumber) -> String {
    let plain = "\(number.series)-\(number.text)".unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
      default: "_"
      }
    }
    return String(plain) + ".pdf"
  }

  /// Whether `If-None-Match` names a tag; `W/` makes no difference there (RFC 9110 §13.1.2).
  static func holds(_ tag: String, in fields: [String]) -> Bool {
    fields.flatMap { $0.split(separator: ",") }.contains { field in
      var name = field.drop { $0 == " " || $0 == "\t" }
      while name.last == " " || name.last == "\t" { name.removeLast() }
      if name.hasPrefix("W/") { name = name.dropFirst(2) }
      return name == "*" || name == tag
    }
  }
}
