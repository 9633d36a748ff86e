import Domain

/// What another machine's clock says of ours.
enum ClockChecks {
  /// A good clock is within a second; more than this is no jitter.
  static let warningMilliseconds: Int64 = 30_000
  /// The tolerance of Standard Webhooks: beyond it every delivery and every callback is refused.
  static let failureMilliseconds: Int64 = 300_000

  static func check(_ name: String, _ subject: String, skewMilliseconds: Int64?) -> Check {
    guard let skew = skewMilliseconds else {
      return .skipped(
        name, subject, because: .both("răspunsul n-are dată", "the answer has no date"))
    }
    let seconds = (skew.magnitude + 500) / 1000
    let ro = "ceasul de acolo e \(skew < 0 ? "în urmă" : "înainte") cu \(seconds) s"
    let en = "its clock is \(seconds) s \(skew < 0 ? "behind" : "ahead")"
    let remedy = BilingualText(
      ro: "Porniți sincronizarea ceasului pe mașina care greșește.",
      en: "Turn time synchronisation on where the clock is wrong.")
    let commands = ["timedatectl set-ntp true"]
    if skew.magnitude > failureMilliseconds {
      return .failed(
        name, subject, .both(ro, en), remedy: remedy, .configuration, commands: commands)
    }
    if skew.magnitude > warningMilliseconds {
      return .warning(name, subject, .both(ro, en), remedy: remedy, commands: commands)
    }
    return .ok(
      name, subject, ro: "ceasurile se potrivesc (±\(seconds) s)",
      en: "the clocks agree (±\(seconds) s)")
  }
}
