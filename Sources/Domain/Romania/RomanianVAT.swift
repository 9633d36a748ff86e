/// Romania's VAT rates by the day of the invoice (Law 141/2025; `smartbill-api.md` §10).
///
/// The 9 % that the law left to some housing until 2026-07-31 is not in it: shops sell none.
public enum RomanianVAT {
  private struct Period {
    /// `yyyy-MM-dd`.
    let firstDay: String
    let rates: [VATRate]
  }

  /// The newest first.
  private static let periods = [
    Period(firstDay: "2025-08-01", rates: ["21", "11"]),
    Period(firstDay: "2017-01-01", rates: ["19", "9", "5"]),
  ]

  /// The rates above zero, the standard one first; none for a day before the table begins.
  ///
  /// - Parameter day: `yyyy-MM-dd`.
  public static func rates(on day: String) -> [VATRate] {
    periods.first { $0.firstDay <= day }?.rates ?? []
  }

  /// Zero is valid on any day, as far as a reason is given for it.
  public static func isValid(_ rate: VATRate, on day: String) -> Bool {
    rate.units == 0 || rates(on: day).contains(rate)
  }
}
