extension Quantity {
  public static let zero = Quantity(units: 0)

  static let unitsPerWhole: Int64 = 10_000

  /// The whole part, for a shop that counts pieces; of less than nothing, nothing is left.
  public var wholePart: Quantity {
    Quantity(units: units > 0 ? units / Self.unitsPerWhole * Self.unitsPerWhole : 0)
  }

  public static func + (left: Self, right: Self) -> Self {
    Self(units: left.units.addingReportingOverflow(right.units).partialValue)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }

  public static func - (left: Self, right: Self) -> Self {
    Self(units: left.units.subtractingReportingOverflow(right.units).partialValue)
  }
}
