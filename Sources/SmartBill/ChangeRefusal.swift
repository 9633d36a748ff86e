import Domain

/// Why SmartBill doesn't change or reverse a document, by its own words (`smartbill-api.md` §7.4,
/// §7.5): each reason has a remedy of its own.
enum ChangeRefusal {
  private static let codes: [(words: [String], code: FailureCode)] = [
    (["exista deja stornari"], .stornoStands),
    // Proves that there is a storno, and doesn't say which.
    (["este deja stornata"], .stornoStands),
    (["perioada inchisa"], .periodClosed),
    (["stoc insuficient"], .stockForbidsChange),
    (["Documentul a fost emis ca", "platitor"], .vatStatusChanged),
    (["Factura cu seria si numarul", "nu a fost gasita"], .documentMissing),
    (["Proforma cu seria si numarul", "nu a fost gasita"], .documentMissing),
  ]

  /// The failure that such words are, and one of another code where they are none of these.
  static func failure(_ words: String, otherwise code: FailureCode) -> Failure {
    let text = ErrorText(words)
    let known = codes.first { $0.words.allSatisfy(text.contains) }?.code
    return Failure(known ?? code, detail: words)
  }
}
