import Testing

/// `#expect(value == expected)`, which the compiler reads ten times as fast: as a macro, these
/// comparisons took a fifth of a whole build.
public func expectEqual<Value: Equatable>(
  _ value: Value, _ expected: Value, _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(value == expected, comment(), sourceLocation: sourceLocation)
}
