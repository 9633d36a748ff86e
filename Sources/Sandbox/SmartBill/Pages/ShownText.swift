/// Values as a Romanian reader expects them on a document.
enum ShownText {
  static func amount(_ number: ExactNumber) -> String {
    romanian(number.text(decimals: 2))
  }

  /// A comma before the decimals.
  static func romanian(_ number: String) -> String {
    String(number.map { $0 == "." ? "," : $0 })
  }

  /// `23.11.2026`
  static func date(_ text: String) -> String {
    text.split(separator: "-").reversed().joined(separator: ".")
  }
}

extension IssuedDocument {
  /// What the printed document calls itself.
  var title: String {
    if kind == .estimate { return "Proforma" }
    return reverses == nil ? "Factura" : "Factura storno"
  }
}

extension ClientDetails {
  /// Where the client lives, in one line.
  var place: String {
    [address, city, county, country].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
