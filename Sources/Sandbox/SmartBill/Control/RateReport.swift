extension SandboxState {
  /// The rate limit as the sandbox has counted it: calls with the right credentials, refused ones
  /// included, calls during an outage not.
  func rateReport(at now: Int, since earliest: Int) -> JSONValue {
    [
      "limit": .integer(window.limits.calls),
      "window_ms": .integer(window.limits.windowMilliseconds),
      "calls_total": .integer(window.callsTotal),
      "calls_in_window_max": .integer(window.callsInWindowMax),
      "calls_during_blocks": .integer(window.callsDuringBlocks),
      "blocks": .integer(window.blocks),
      "blocked": .boolean(window.isBlocked(at: now)),
      "now_ms": .integer(now),
      "arrivals_ms": .array(window.arrivals.filter { $0 >= earliest }.map(JSONValue.integer)),
    ]
  }
}
