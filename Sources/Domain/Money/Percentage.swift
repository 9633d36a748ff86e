/// A share in percent, exact to the hundredth: "12.5" is 12.5 %.
public struct Percentage: DecimalValue {
  public static let scale = 2
  public static let fractionDigitsMin = 0
  public let units: Int64
  public init(units: Int64) { self.units = units }

  /// A whole, in the percentage's units: 100 %.
  public static let whole: Int64 = 100_00
}
