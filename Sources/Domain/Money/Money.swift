/// An amount in an order's currency, exact to the ten-thousandth: unit prices may need four
/// decimals (`smartbill-api.md` §4.1, `precision`), totals have two.
public struct Money: DecimalValue {
  public static let scale = 4
  public static let fractionDigitsMin = 2
  public let units: Int64
  public init(units: Int64) { self.units = units }

  public init(bani: Int64) { units = bani * Self.unitsPerBan }

  public static let zero = Money(units: 0)

  /// A hundredth of the currency: the smallest amount that a total can differ by.
  static let unitsPerBan: Int64 = 100

  /// The amount in whole bani, or nil where it has a part smaller than a ban.
  public var bani: Int64? { units % Self.unitsPerBan == 0 ? units / Self.unitsPerBan : nil }

  public static func + (left: Self, right: Self) -> Self { Self(units: left.units + right.units) }
  public static func - (left: Self, right: Self) -> Self { Self(units: left.units - right.units) }
  public static prefix func - (amount: Self) -> Self { Self(units: -amount.units) }
}
