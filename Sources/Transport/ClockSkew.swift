import Domain
import HTTPTypes

/// How far another machine's clock stands from ours.
public enum ClockSkew {
  /// Its clock less ours, by an answer's `Date`, which has whole seconds; nil where there is none.
  public static func milliseconds(
    by response: TransportResponse, sentAt: Timestamp, answeredAt: Timestamp
  ) -> Int64? {
    guard let date = response.headers[.date].flatMap({ HTTPDate($0) }) else { return nil }
    // Its second was under way while the request was.
    let theirs = date.moment.milliseconds + 500
    let ours = (sentAt.milliseconds + answeredAt.milliseconds) / 2
    return theirs - ours
  }
}
