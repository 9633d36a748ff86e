/// The currencies of the API (smartbill-api.md §4.1).
enum Currency {
  static let known: Set<String> = [
    "RON", "EUR", "USD", "GBP", "CAD", "AUD", "CHF", "TRY", "CZK", "DKK", "HUF", "MDL", "SEK",
    "NOK", "JPY", "EGP", "PLN", "RUB", "AED", "BRL", "CNY", "HRK", "INR", "KRW", "MXN", "NZD",
    "RSD", "THB", "UAH", "XDR", "ZAR",
  ]
}
