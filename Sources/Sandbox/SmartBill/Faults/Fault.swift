/// Something that goes wrong with the next calls of an endpoint.
struct Fault: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// Executes the call, then closes the connection without a byte.
    case dropAfterCommit = "drop_after_commit"
    /// Closes the connection without executing or answering.
    case dropBeforeCommit = "drop_before_commit"
    case empty200 = "empty_200"
    case html500 = "html_500"
    case badGateway502 = "bad_gateway_502"
    /// Executes at once and answers `delay_ms` later; with `late`, executes late too.
    case slow
    /// 200 with `errorText`, nothing executed.
    case error200 = "error_200"
    /// Executes, and answers 200 with both the number and an `errorText`.
    case numberAndError = "number_and_error"
    /// The rate limit's block begins with this call.
    case block
    case unauthorized
    /// Resets the connection (TCP RST); with `commit`, executes the call first.
    case reset
    /// Executes, sends the head and the first half of the body, and closes the connection.
    case partial
    /// A read sees the books as they were `delay_ms` ago; a write is executed as ever.
    case stale
  }

  var kind: Kind
  /// An ``Endpoint/name``; nil for any.
  var endpoint: String?
  /// Means only calls whose body holds this text: one order's, by its reference. Empty for any.
  var holding = ""
  /// How often it strikes before it is gone.
  var times = 1
  /// How many calls it lets pass first.
  var after = 0
  /// Of the calls after that, it strikes every so manieth: with 3, the third, the sixth, and so on.
  var every = 1
  /// How many calls of its endpoint came since it was planted.
  var callsSeen = 0
  /// Whether `empty_200`, `html_500`, `bad_gateway_502`, `error_200` and `reset` execute the call
  /// first.
  var commits = false
  var delayMilliseconds = 1_000
  var isLate = false
  var text = "Eroare de test."

  /// A delay longer than any client waits.
  static let delayMillisecondsMax = 600_000
  static let timesMax = 1_000_000

  func means(_ endpoint: String, _ body: [UInt8]) -> Bool {
    (self.endpoint == nil || self.endpoint == endpoint)
      && (holding.isEmpty || body.firstRange(of: Array(holding.utf8)) != nil)
  }

  /// Whether it strikes the call that was counted last.
  var isDue: Bool {
    callsSeen > after && (callsSeen - after).isMultiple(of: every)
  }
}
