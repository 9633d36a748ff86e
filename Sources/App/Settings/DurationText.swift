/// Durations as settings write them: a whole number and its unit, such as 300ms, 10s, 5m, 2h, 30d.
enum DurationText {
  /// Longer numbers are slips; nine digits of days still fit 64 bits of milliseconds.
  private static let digitsMax = 9
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]

  static func duration(of text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= digitsMax, let count = Int64(digits),
      let unit = units.first(where: { $0.name == text[digits.endIndex...] })
    else { return nil }
    return .milliseconds(count * unit.milliseconds)
  }

  /// In the largest unit that leaves no fraction.
  static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    let unit = units.last { milliseconds % $0.milliseconds == 0 && milliseconds != 0 } ?? units[1]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }
}
