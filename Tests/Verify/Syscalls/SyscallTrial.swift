import Domain
import Foundation
import StageKit
import TestKit

/// One order on its way from accept to confirm, harmed at one call or not at all; then what is left
/// is looked at.
struct SyscallTrial {
  struct Result: Sendable {
    var complaints: [String] = []
    /// Whether the call came at which it was to be harmed.
    var wasMet = false
    /// How Punte ended by itself, where it did.
    var exits: [Int32] = []
    var trace = ""
    var poller: Int32 = 0
  }

  private let order: OrderID = "100001"
  private let stage: Stage
  private let shop: PretendShop

  /// Fast, for each trial waits for a restart's whole rate window and for the quiet time.
  private static let fast = [
    "timeouts: { create: 2s, other: 2s, connect: 1s }",
    "doubt: { quiet: 300ms, confirm: 100ms }",
    "rate_window: { calls: 28, seconds: 1 }",
  ]
  private static let patience = Duration.seconds(90)
  private static let carryingPatience = Duration.seconds(15)
  /// How long after the order's end a call may still come: the log is carried over once idle.
  private static let meetingPatience = Duration.seconds(2)

  /// - Parameter point: nil for a clean run, whose trace is kept.
  static func run(_ point: CrashPoint?) async throws -> Result {
    let shop = try PretendShop { false }
    defer { shop.stop() }
    var result = Result()
    try await Stage.with(
      smartBillOptions: ["--rate-calls", "30", "--rate-window-seconds", "1"], account: fast,
      callback: shop.callbackAddress
    ) { stage in
      let trial = SyscallTrial(stage: stage, shop: shop)
      if let point {
        result = try await trial.harm(at: point)
      } else {
        result = try await trial.watch()
      }
    }
    return result
  }

  /// A clean run under strace, which sees all calls.
  private func watch() async throws -> Result {
    let punte = try await stage.startPunte()
    shop.setPunte(punte.address)
    let poller = try await Strace.poller(of: punte)
    let calls = CrashPoint.disk.union(CrashPoint.network).sorted().joined(separator: ",")
    // 8192 bytes are a page of the database.
    let strace = try await Strace(
      ["-yy", "-s", "8192", "-e", "trace=\(calls)"], to: punte, in: stage.folder)
    try await shop.confirm(order)
    // The sync of the database itself is the last call of all; without one the trace tells.
    try? await Polling.until("the log is carried over", within: Self.carryingPatience) {
      strace.says(".db>) = 0")
    }
    await strace.detach()
    try await stage.untilQuiet()
    await punte.terminate()
    var result = Result()
    result.trace = strace.text
    result.poller = poller
    result.complaints = try await audit()
    return result
  }

  private func harm(at point: CrashPoint) async throws -> Result {
    var result = Result()
    var punte = try await stage.startPunte()
    shop.setPunte(punte.address)
    let thread = point.isPollers ? try await Strace.poller(of: punte) : nil
    let strace = try await Strace(point.arguments, to: punte, only: thread, in: stage.folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await shop.confirm(order) }
      var end: ContinuousClock.Instant?
      try await Polling.until("\(point): the shop is told", within: Self.patience) {
        punte = try await kept(punte, point, &result)
        if !result.wasMet { result.wasMet = strace.says("(INJECTED)") }
        guard shop.toldCount == 1 else { return false }
        if end == nil { end = .now + Self.meetingPatience }
        return result.wasMet || end.map { $0 < .now } ?? false
      }
      try await group.waitForAll()
    }
    await strace.detach()
    try await Polling.until("\(point): all is at rest", within: Self.patience) {
      punte = try await kept(punte, point, &result)
      return try await stage.isQuiet()
    }
    let status = await punte.terminate()
    if status != 0 { result.exits.append(status) }
    result.complaints += try await audit() + complaints(of: result.exits, point, result.wasMet)
    result.complaints = result.complaints.map { "\(point): \($0)" }
    return result
  }

  /// The process, or if it has ended another in its place, as a supervisor starts it.
  private func kept(
    _ punte: RunningProgram, _ point: CrashPoint, _ result: inout Result
  ) async throws -> RunningProgram {
    guard !punte.isRunning else { return punte }
    let status = await punte.end()
    if point.harm == .killed, status == SIGKILL, !result.wasMet {
      result.wasMet = true
      result.complaints += try await complaintsAtDeath()
    } else {
      result.exits.append(status)
    }
    let next = try await stage.startPunte()
    shop.setPunte(next.address)
    return next
  }

  /// A failed sync ends it at once with 74, of sysexits.h; nothing else does.
  private func complaints(of exits: [Int32], _ point: CrashPoint, _ wasMet: Bool) -> [String] {
    let isSync = point.harm != .killed && point.call == "fdatasync" && wasMet
    return exits == (isSync ? [74] : []) ? [] : ["it ended by itself: \(exits)"]
  }

  /// (a) and (c), as a dead process left them: what was acknowledged is kept, and no create call
  /// was made whose row isn't at least `sending`.
  private func complaintsAtDeath() async throws -> [String] {
    var complaints: [String] = []
    if shop.report.acknowledged.contains(order),
      try await stage.listing("events", "list").array.isEmpty
    {
      complaints.append("acknowledged, and not kept")
    }
    let calls = try await stage.createRequests().count
    let invoice = try await stage.listing("invoices", "list")[0]
    if calls > 0, !["sending", "issued"].contains(invoice["state"].string) {
      complaints.append("a create call was made, and the ledger says \(invoice)")
    }
    return complaints
  }

  private func audit() async throws -> [String] {
    try await Audit(of: [order], told: shop.report, on: stage).complaints
  }
}
