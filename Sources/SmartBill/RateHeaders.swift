import Domain
import HTTPTypes

/// What SmartBill says of its rate window on a normal answer; error answers say nothing
/// (`smartbill-api.md` §6).
struct RateHeaders: Equatable {
  var callsLeft: Int?
  /// When the next window begins, by SmartBill's clock.
  var reset: Timestamp?

  init(_ headers: HTTPFields) {
    callsLeft = Self.number(headers, "X-RateLimit-Remaining").map(Int.init)
    reset = Self.number(headers, "X-RateLimit-Reset").map {
      Timestamp(milliseconds: Int64($0) * 1000)
    }
  }

  /// 32 bits hold any count, and any second until 2106.
  private static func number(_ headers: HTTPFields, _ name: String) -> UInt32? {
    HTTPField.Name(name).flatMap { headers[$0] }.flatMap { UInt32($0) }
  }
}
