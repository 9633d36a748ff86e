/// What of an order a rule may go by.
public enum OrderAspect: String, CaseIterable, Sendable {
  case status, payment, customer, country, currency

  /// The word that stands for every country but Romania.
  public static let abroad = "abroad"

  /// As conditions compare it: countries whatever their spelling, all else to the letter.
  func value(in order: Order) -> String {
    switch self {
    case .status: order.status
    case .payment: order.payment?.method ?? ""
    case .customer: order.customer.kind.rawValue
    case .country: Self.country(order.customer.country)
    case .currency: order.currency
    }
  }

  /// A word of the settings in the same spelling.
  func word(_ text: String) -> String { self == .country ? Self.country(text) : text }

  func includes(_ word: String, _ value: String) -> Bool {
    word == value || self == .country && word == Self.abroad && value != Self.romania
  }

  private static let romania = Country.romania.code

  /// Its code, which no folded text is; what names no country we know is compared as it is written.
  private static func country(_ text: String) -> String {
    Party.isRomania(text) ? romania : Country(text)?.code ?? PlainText.folded(text)
  }
}
