import Domain
import FoundationEssentials

/// The last second of a secret, as `not_after` writes it: a day, or a moment of UTC.
struct SecretEnd: Sendable, Equatable {
  let seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  /// Reads `2026-12-31`, that whole day (of UTC) included, or `2026-12-31T21:59:59Z`.
  init(_ text: String) throws(SettingsComplaint) {
    let isDay = text.utf8.count == "2026-12-31".utf8.count
    let moment = isDay ? text + "T23:59:59Z" : text
    let style = Date.ISO8601FormatStyle()
    // Written again it must be the same: the parser takes February 30 for a day of March.
    guard let date = try? style.parse(moment), style.format(date) == moment else {
      throw SettingsComplaint(
        .both("nu e o zi sau un moment", "isn't a day or a moment"),
        remedy: .both(
          "scrieți 2026-12-31, sau 2026-12-31T21:59:59Z",
          "write 2026-12-31, or 2026-12-31T21:59:59Z"))
    }
    seconds = Int64(date.timeIntervalSince1970)
  }

  /// As a person reads it.
  var localText: String { Timestamp(milliseconds: seconds * 1000).localText }

  /// As `not_after` has it.
  var text: String {
    Date.ISO8601FormatStyle().format(Date(timeIntervalSince1970: Double(seconds)))
  }
}
