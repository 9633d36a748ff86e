import Foundation

/// A point in time as the sandbox needs it: milliseconds, and the clock on a Romanian wall.
struct Moment: Sendable {
  var milliseconds: Int

  static var now: Moment {
    Moment(milliseconds: Int(Date().timeIntervalSince1970 * 1_000))
  }

  /// `yyyy-MM-dd`
  var date: String {
    let parts = wall
    return "\(parts.year)-\(parts.month)-\(parts.day)"
  }

  /// `dd/MM/yyyy HH:mm:ss`. The time zone of SmartBill's own text is unknown.
  var stamp: String {
    let parts = wall
    return "\(parts.day)/\(parts.month)/\(parts.year) \(parts.time)"
  }

  private var wall: (year: String, month: String, day: String, time: String) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Europe/Bucharest") ?? .gmt
    let instant = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: instant)
    func two(_ number: Int?) -> String {
      let digits = String(number ?? 0)
      return digits.count < 2 ? "0" + digits : digits
    }
    return (
      String(parts.year ?? 0), two(parts.month), two(parts.day),
      "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
    )
  }
}
