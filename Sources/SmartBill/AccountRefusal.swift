import Domain

/// SmartBill's words for what is the account's matter, and would meet each of its orders: its
/// login, its company, its subscription, its user's rights (`smartbill-api.md` §7.3, §7.7).
enum AccountRefusal {
  private static let texts = [
    "Autentificare esuata", "Firma la care incercati sa va conectati",
    "Nu aveti dreptul de a adauga facturi", "Nu aveti dreptul de a modifica factura",
    "Nu aveti dreptul de a adauga incasari",
    "numarul maxim de documente permis",
  ]
  /// Of `errors[]`, which names its codes before its words.
  private static let codes = [
    "missing_authorization", "invalid_authorization_format", "invalid_api_key",
    "wrong_environment", "insufficient_permissions", "subscription_", "company_not_found",
  ]

  /// The failure of an answer that refuses the account, and not what was asked; nil if it doesn't.
  static func failure(_ status: Int, _ envelope: Envelope?) -> Failure? {
    if status == 401 { return Failure(.smartBillCredentials, detail: envelope?.words) }
    guard (200..<500).contains(status), let envelope, isAbout(envelope) else { return nil }
    return Failure(.smartBillAccount, detail: envelope.words)
  }

  private static func isAbout(_ envelope: Envelope) -> Bool {
    envelope.errorText.isEmpty
      ? envelope.requestErrors.contains { error in codes.contains(where: error.hasPrefix) }
      : texts.contains(where: envelope.errorText.contains)
  }
}
