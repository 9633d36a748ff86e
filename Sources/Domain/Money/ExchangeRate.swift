/// How many lei one unit of a foreign currency is; banks give four decimals, some six.
public struct ExchangeRate: DecimalValue {
  public static let scale = 6
  public static let fractionDigitsMin = 0
  public let units: Int64
  public init(units: Int64) { self.units = units }
}
