import Domain
import HTTPTypes
import Transport

/// What SmartBill says of its rate window on a normal answer; error answers say nothing
/// (`smartbill-api.md` §6).
struct RateHeaders: Equatable {
  var callsLeft: Int?
  /// When the next window begins, by SmartBill's clock.
  var reset: Timestamp?
  /// How long a refusal asks to be left alone.
  var retryAfter: Duration?

  init(_ headers: HTTPFields, at now: Timestamp) {
    callsLeft = Self.number(headers, "X-RateLimit-Remaining").map(Int.init)
    reset = Self.number(headers, "X-RateLimit-Reset").map {
      Timestamp(milliseconds: Int64($0) * 1000)
    }
    retryAfter = headers[.retryAfter].flatMap { RetryAfter($0, now: now)?.delay }
  }

  /// 32 bits hold any count, and any second until 2106.
  private static func number(_ headers: HTTPFields, _ name: String) -> UInt32? {
    HTTPField.Name(name).flatMap { headers[$0] }.flatMap { UInt32($0) }
  }
}
