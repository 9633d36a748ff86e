import ArgumentParser
import Domain
import Foundation
import StageKit
import TestKit

/// `punte-verify kill`.
struct KillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract: "Kill Punte at random and at named points while orders flow.",
    discussion: """
      At the end every order must be issued once, the ledger's numbers must be SmartBill's, and \
      each callback must have come under one id.
      """)

  @Option(help: "How many orders flow.")
  var orders = 500

  @Option(help: "How often Punte is killed.")
  var kills = 20

  @Option(help: "How many kills must land between sending and confirm.")
  var sendingMin: Int?

  @Option(help: "Repeats a plan of kills; where they land is still up to the machine.")
  var seed = UInt64.random(in: 0..<1_000_000)

  @Flag(help: "Takes SmartBill away for a while, in each of three ways.")
  var outage = false

  @Flag(help: "Fills the disk for a while in the middle; needs root, to mount a small one.")
  var diskFull = false

  func validate() throws {
    guard (1...5000).contains(orders), (0...orders / 2).contains(kills) else {
      throw ValidationError("1 to 5000 orders, and at most half as many kills.")
    }
    guard !(outage && diskFull) else { throw ValidationError("One disaster at a time.") }
  }

  /// As fast as the settings let it be, SmartBill's limit included.
  private static let fast = [
    "timeouts: { create: 2s, other: 2s, connect: 1s }",
    "doubt: { quiet: 1s, confirm: 200ms }",
    "rate_window: { calls: 28, seconds: 1 }",
  ]

  func run() async throws {
    let start = ContinuousClock.now
    let disk = diskFull ? try await SmallDisk() : nil
    let trigger = Trigger()
    let shop = try PretendShop { trigger.pull(at: .callbackArrived) }
    defer { shop.stop() }
    let gateway = Reference<Gateway?>(nil)
    var complaints: [String] = []
    var line = ""
    do {
      try await Stage.with(
        smartBillOptions: ["--rate-calls", "30", "--rate-window-seconds", "1"],
        account: Self.fast, callback: shop.callbackAddress,
        database: (disk.map { $0.folder.path + "/" } ?? "") + "punte.db",
        between: { address in
          let between = try Gateway(to: address) { progress in
            switch progress {
            case .arrived: trigger.pull(at: .createArrived)
            case .executed: trigger.pull(at: .createExecuted)
            case .answered: trigger.pull(at: .createAnswered)
            }
          }
          gateway.value.withLock { $0 = between }
          return between.address
        }
      ) { stage in
        guard let gateway = gateway.value.withLock(\.self) else { return }
        defer { gateway.stop() }
        var chance = SeededRandom(seed: seed)
        let trial = KillTrial(
          orders: (1...orders).map { OrderID("\(100_000 + $0)") },
          plan: KillPoint.plan(kills, using: &chance), seed: seed,
          disaster: disk.map { .diskFull($0) } ?? (outage ? .outage : nil),
          stage: stage, gateway: gateway, shop: shop, trigger: trigger)
        var (deaths, exits): ([KillTrial.Death], [Int32]) = ([], [])
        do {
          (deaths, exits) = try await trial.run()
        } catch {
          complaints.append("the trial did not come to its end: \(error)")
        }
        // What can be seen of a trial that did not end says why.
        let audit = try await Audit(of: trial.orders, told: shop.report, on: stage)
        complaints += audit.complaints
        if complaints.isEmpty {
          complaints = check(deaths, exits, shop.report, audit, trial.startsRefused)
        }
        line = figures(deaths, exits, shop.report, audit, trial.startsRefused)
      }
    } catch {
      complaints.append("\(error)")
    }
    try await disk?.unmount()
    try Proof.end(
      "kill: seed \(seed), \(line)", complaints: complaints, since: start)
  }

  private func check(
    _ deaths: [KillTrial.Death], _ exits: [Int32], _ report: PretendShop.Report, _ audit: Audit,
    _ startsRefused: Int
  ) -> [String] {
    var complaints: [String] = []
    let sending = deaths.count { $0.sending != nil }
    // The 8 of 20.
    let wanted = sendingMin ?? kills * 2 / 5
    if sending < wanted {
      complaints.append("only \(sending) kills landed between sending and confirm, not \(wanted)")
    }
    // A failed sync ends the process with 74, which only a disk can bring about.
    let allowed: Set<Int32> = diskFull ? [0, 74] : [0]
    for exit in exits where !allowed.contains(exit) {
      complaints.append("punte ended by itself with \(exit)")
    }
    if diskFull, report.refusals + startsRefused == 0 {
      complaints.append("the disk was full and nobody felt it")
    }
    if outage, audit.callsDuringOutages < 3 {
      complaints.append("SmartBill was away in three ways, and was called only in some")
    }
    return complaints
  }

  private func figures(
    _ deaths: [KillTrial.Death], _ exits: [Int32], _ report: PretendShop.Report, _ audit: Audit,
    _ startsRefused: Int
  ) -> String {
    var parts = [
      "\(orders) orders", "\(deaths.count) kills",
      "\(deaths.count { $0.sending != nil }) between sending and confirm",
      "\(audit.documents) documents", "\(report.told.count) told",
      "\(report.deliveriesRepeated) deliveries and \(report.callbacksRepeated) callbacks repeated",
    ]
    if outage { parts.append("\(audit.callsDuringOutages) calls during the outage") }
    if diskFull {
      parts.append("\(report.refusals) deliveries refused with 503")
      parts.append("\(startsRefused) starts refused")
      parts.append("\(exits.count { $0 == 74 }) exits on a failed sync")
    }
    return parts.joined(separator: ", ")
  }
}
