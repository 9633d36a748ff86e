/// A number of bytes as a person reads it.
enum ByteText {
  private static let units = ["B", "kB", "MB", "GB", "TB"]

  /// With two digits at the least: `4.2 MB`, `812 MB`.
  static func text(of bytes: Int) -> String {
    var value = Double(max(0, bytes))
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let isShort = value < 9.95 && unit > 0
    let number = isShort ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
    return "\(number) \(units[unit])"
  }
}
