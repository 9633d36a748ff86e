/// Checks addresses as the mail library behind SmartBill's texts does (smartbill-api.md §7.6).
enum MailAddress {
  /// A list with commas.
  static func check(_ list: String) throws(Refusal) {
    for address in list.split(separator: ",") {
      let address = address.trimmingSpaces
      guard let at = address.firstIndex(of: "@") else { throw .badAddresses }
      guard at != address.startIndex else { throw .noMailLocalName }
      let domain = address[address.index(after: at)...]
      guard !domain.isEmpty else { throw .noMailDomain }
      guard domain.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }) else {
        throw .badMailDomain
      }
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    drop { $0 == " " }.dropLast(while: " ")
  }

  private func dropLast(while character: Character) -> Substring {
    var rest = self
    while rest.last == character { rest.removeLast() }
    return rest
  }
}
