/// A VAT rate in percent, exact to the hundredth: "21" is 21 %.
public struct VATRate: DecimalValue {
  public static let scale = 2
  public static let fractionDigitsMin = 0
  public let units: Int64
  public init(units: Int64) { self.units = units }

  /// A whole, in the rate's units: 100 %.
  public static let whole: Int64 = 100_00
}
