import Domain
import FoundationEssentials

/// A date of HTTP, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), and nothing that only looks
/// like one.
public struct HTTPDate: Sendable {
  public let moment: Timestamp

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let secondsPerDay: Int64 = 86_400

  public init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[5] == "GMT",
      let month = Self.months.firstIndex(of: parts[2]).map({ $0 + 1 })
    else { return nil }
    // Rewritten as ISO 8601, read, and written again: what changed on the way was no date.
    let iso = "\(parts[3])-\(month < 10 ? "0" : "")\(month)-\(parts[1])T\(parts[4])Z"
    let style = Date.ISO8601FormatStyle()
    guard let date = try? style.parse(iso), style.format(date) == iso else { return nil }
    let seconds = Int64(date.timeIntervalSince1970)
    // 1970-01-01 was a Thursday; no date before it is ever meant.
    guard seconds >= 0,
      parts[0] == Self.weekdays[Int(seconds / Self.secondsPerDay % 7)] + ","
    else { return nil }
    moment = Timestamp(milliseconds: seconds * 1000)
  }
}
