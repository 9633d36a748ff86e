import Testing

/// `#expect(value == expected)`, for which the compiler takes ten times as long: with it alone, a third
/// of a whole build went by.
public func expectEqual<Value: Equatable>(
  _ value: Value, _ expected: Value, _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(value == expected, comment(), sourceLocation: sourceLocation)
}
