/// How something was paid (smartbill-api.md §4.5).
enum PaymentType: String, CaseIterable, Sendable {
  case receipt = "Chitanta"
  case fiscalReceipt = "Bon"
  case card = "Card"
  case onlineCard = "Card online"
  case cheque = "CEC"
  case promissoryNote = "Bilet ordin"
  case transfer = "Ordin plata"
  case postalOrder = "Mandat postal"
  case bankStatement = "Extras de cont"
  case cashOnDelivery = "Ramburs"
  case other = "Alta incasare"

  /// A payment names its type in any case; spaces count.
  init?(anyCase name: String) {
    guard let type = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { return nil }
    self = type
  }

  /// Those that the official refusal lists; a deletion names its type case and all.
  static let deletable: Set<PaymentType> = [
    .card, .cheque, .promissoryNote, .transfer, .postalOrder, .other,
  ]
}
