import Domain

extension Failure {
  /// For the shop's operator: Romanian first, English beneath.
  var lines: String {
    [
      reason.ro, remedy.ro, "", reason.en, remedy.en, "",
      "\(code.rawValue)\(detail.map { ": " + Printable.text($0) } ?? "")",
    ].joined(separator: "\n")
  }
}
