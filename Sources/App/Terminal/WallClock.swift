import Domain
import Engine
import Glibc

extension Timestamp {
  /// Now, by the machine's clock.
  static var ofWallClock: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// `2026-11-23T12:00:00+02:00`, by Bucharest's clocks wherever the machine is: for a person, who may
  /// give it to `--since`. By UTC where the machine has no time zone data.
  var localText: String { Self.bucharest?.text(of: self) ?? description }

  /// The time of day alone.
  var localTimeText: String { String(localText.dropFirst(11).prefix(8)) }

  private static let bucharest = WallClock()
}

extension String {
  /// With the moments in it by Bucharest's clocks: what is stored and told to programs has them by
  /// UTC.
  var withLocalTimes: String {
    replacing(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/) { match in
      Timestamp(rfc3339: String(match.output))?.localText ?? String(match.output)
    }
  }
}
