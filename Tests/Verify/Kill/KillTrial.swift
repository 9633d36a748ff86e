import Domain
import Foundation
import StageKit
import Synchronization
import TestKit

/// One trial: orders flow while Punte is killed again and again; then what is left is looked at.
struct KillTrial {
  struct Death: Sendable, CustomStringConvertible {
    let point: KillPoint
    let told: Int
    /// The order whose ledger row was `sending` in what the dead process left; nil if none was.
    let sending: String?

    var description: String {
      let phase = sending.map { "between sending and confirm of order \($0)" } ?? "outside a create"
      return "\(told) told: \(point.rawValue): \(phase)"
    }
  }

  let orders: [OrderID]
  let plan: [KillPoint]
  let seed: UInt64
  let disaster: Disaster?

  enum Disaster: Sendable {
    case outage
    case diskFull(SmallDisk)
  }

  private struct News {
    /// First a full disk is to be felt by a living process: until then nothing is killed, and
    /// deliveries wait for nothing.
    var awaitsRefusal = false
    var startsRefused = 0
  }

  private let news = Reference(News())
  let stage: Stage
  let gateway: Gateway
  let shop: PretendShop
  let trigger: Trigger

  /// Confirmations that are sent and not yet told of: enough to keep the series busy, few enough
  /// that the last kill still meets deliveries.
  private static let backlogMax = 12
  private static let senders = 4
  /// A point that doesn't come by then won't: then the kill falls where it falls.
  private static let pointPatience = Duration.seconds(15)
  /// How long an outage goes on after it was met: as long as a call may hang.
  private static let afterCall = Duration.seconds(2)
  /// Several retries of a delivery, and at least one kill's restart.
  private static let diskFullTime = Duration.seconds(6)
  private static let endPatience = Duration.seconds(120)

  /// Runs to the end; returns the deaths, and exit statuses of Punte where it ended by itself.
  func run() async throws -> (deaths: [Death], exits: [Int32]) {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let queue = Reference(orders[...])
      for _ in 0..<Self.senders {
        group.addTask { try await send(queue) }
      }
      if let disaster { group.addTask { try await meet(disaster) } }
      let result = try await killAll()
      try await group.waitForAll()
      return result
    }
  }

  private func send(_ queue: Reference<ArraySlice<OrderID>>) async throws {
    while true {
      guard let order = queue.value.withLock({ $0.popFirst() }) else { return }
      try await shop.confirm(order)
      trigger.pull(at: .deliveryAccepted)
      while shop.report.acknowledged.count - shop.toldCount > Self.backlogMax,
        !news.value.withLock(\.awaitsRefusal)
      {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private func meet(_ disaster: Disaster) async throws {
    switch disaster {
    case .outage:
      for (index, mode) in ["refuse", "hang", "bad_gateway"].enumerated() {
        try await untilTold(orders.count * (index + 1) / 4)
        // It begins with a doubt that can't be settled before its end.
        gateway.loseNextAnswer()
        while !gateway.hasLostAnswer { try await Task.sleep(for: .milliseconds(5)) }
        try await setOutage(mode)
        try await Polling.until("SmartBill is called during the outage \(mode)") {
          try await Task.sleep(for: .milliseconds(100))
          let counters = try await stage.smartBillState()["counters"]
          return counters["calls_during_outages"].int ?? 0 > index
        }
        try await Task.sleep(for: Self.afterCall)
        try await setOutage("off")
      }
    case .diskFull(let disk):
      try await untilTold(orders.count / 4)
      // Filled again and again: a checkpoint or a restart frees a page now and then. A log that
      // began anew has room in what it takes already: it is felt only once that is used up.
      news.value.withLock { $0.awaitsRefusal = true }
      let end = ContinuousClock.now + Self.diskFullTime
      while ContinuousClock.now < end || isDiskUnfelt {
        disk.fill()
        try await Task.sleep(for: .milliseconds(100))
        if shop.report.refusals > 0 { news.value.withLock { $0.awaitsRefusal = false } }
      }
      news.value.withLock { $0.awaitsRefusal = false }
      disk.free()
    }
  }

  private var isDiskUnfelt: Bool {
    let report = shop.report
    return report.refusals + startsRefused == 0 && report.acknowledged.count < orders.count
  }

  /// How often Punte would not start, as on a full disk.
  var startsRefused: Int { news.value.withLock(\.startsRefused) }

  private func untilTold(_ count: Int) async throws {
    while shop.toldCount < count { try await Task.sleep(for: .milliseconds(20)) }
  }

  private func setOutage(_ mode: String) async throws {
    try await HTTP.post(
      stage.smartBill.address + "/_sandbox/outage", #"{"mode": "\#(mode)"}"#)
  }

  private func killAll() async throws -> ([Death], [Int32]) {
    var chance = SeededRandom(seed: seed ^ 0xdead)
    var deaths: [Death] = []
    var exits: [Int32] = []
    var punte = try await start()
    while deaths.count < plan.count {
      let point = plan[deaths.count]
      let due = orders.count * (deaths.count + 1) / (plan.count + 1)
      try await Polling.until("\(due) orders are told of", within: Self.endPatience) {
        !punte.isRunning
          || (shop.toldCount >= due && !news.value.withLock(\.awaitsRefusal))
      }
      let wait = Duration.milliseconds(Int.random(in: 0..<300, using: &chance))
      if try await isKilled(punte, at: point, after: wait) {
        let death = Death(
          point: point, told: shop.toldCount, sending: try await orderBeingSent())
        deaths.append(death)
        Proof.say("kill \(deaths.count), \(death)")
      } else {
        exits.append(await punte.end())
      }
      punte = try await start()
    }
    try await Polling.until("all orders are told of", within: Self.endPatience) {
      if !punte.isRunning {
        exits.append(await punte.end())
        punte = try await start()
      }
      return shop.toldCount == orders.count
    }
    try await stage.untilQuiet()
    exits.append(await punte.terminate())
    return (deaths, exits)
  }

  /// False if it had ended by itself.
  private func isKilled(
    _ punte: RunningProgram, at point: KillPoint, after wait: Duration
  ) async throws -> Bool {
    trigger.set(to: point, process: punte.processIdentifier)
    if point == .anywhere {
      try await Task.sleep(for: wait)
      trigger.pull(at: point)
    }
    let deadline = ContinuousClock.now + Self.pointPatience
    while punte.isRunning {
      if ContinuousClock.now > deadline, let point = trigger.point { trigger.pull(at: point) }
      try await Task.sleep(for: .milliseconds(2))
    }
    return await punte.end() == SIGKILL
  }

  /// Starts it, again and again while it can't be: on a full disk it refuses to.
  private func start() async throws -> RunningProgram {
    shop.setPunte(nil)
    let punte = try await Polling.value("punte starts") {
      do { return try await stage.startPunte() } catch is RunningProgram.DidNotStart {
        news.value.withLock { $0.startsRefused += 1 }
        return nil
      }
    }
    shop.setPunte(punte.address)
    return punte
  }

  private func orderBeingSent() async throws -> String? {
    try await stage.listing("invoices", "list", "--state", "sending")[0]["key"]["order"].string
  }
}
