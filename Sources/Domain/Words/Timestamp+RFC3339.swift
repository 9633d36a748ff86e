extension Timestamp {
  /// A moment as RFC 3339 writes it, such as `2026-11-23T12:00:00.250+02:00`; nil for anything else.
  /// A fraction below a millisecond is dropped. A leap second is the first second after it.
  public init?(rfc3339 text: String) {
    var rest = Substring(text)
    guard let day = CalendarDay(String(rest.prefix(10))) else { return nil }
    rest = rest.dropFirst(10)
    guard Self.take(&rest, oneOf: "Tt") != nil,
      let hour = Self.digits(&rest, 2, 0...23), Self.take(&rest, oneOf: ":") != nil,
      let minute = Self.digits(&rest, 2, 0...59), Self.take(&rest, oneOf: ":") != nil,
      let second = Self.digits(&rest, 2, 0...60)
    else { return nil }
    var milliseconds = 0
    if Self.take(&rest, oneOf: ".") != nil {
      let fraction = rest.prefix { $0.isASCII && $0.isNumber }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count)
      milliseconds = Int((fraction + "00").prefix(3)) ?? 0
    }
    var offset = 0
    switch Self.take(&rest, oneOf: "Zz+-") {
    case nil: return nil
    case let sign? where sign == "+" || sign == "-":
      guard let hours = Self.digits(&rest, 2, 0...23), Self.take(&rest, oneOf: ":") != nil,
        let minutes = Self.digits(&rest, 2, 0...59)
      else { return nil }
      offset = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    default: break
    }
    guard rest.isEmpty else { return nil }
    let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.init(milliseconds: Int64(seconds) * 1000 + Int64(milliseconds))
  }

  private static func take(_ text: inout Substring, oneOf wanted: String) -> Character? {
    guard let first = text.first, wanted.contains(first) else { return nil }
    text.removeFirst()
    return first
  }

  private static func digits(
    _ text: inout Substring, _ count: Int, _ bounds: ClosedRange<Int>
  ) -> Int? {
    let digits = text.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(digits), bounds.contains(number)
    else { return nil }
    text = text.dropFirst(count)
    return number
  }
}
