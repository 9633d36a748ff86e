/// How much of a product, in its unit; at most four decimals.
public struct Quantity: DecimalValue {
  public static let scale = 4
  public static let fractionDigitsMin = 0
  public let units: Int64
  public init(units: Int64) { self.units = units }

  public static let one: Quantity = "1"
}
