import Domain
import Foundation
import StageKit
import TestKit

/// One replay of a long past, by the real binaries.
struct ReplayTrial {
  struct Result: Sendable {
    /// How long the replay took, its interruption included, until nothing of it was left to do.
    var seconds = 0.0
    /// Of replayed events' orders, at SmartBill.
    var documentsOfPast = 0
    var createRequests = 0
    var invoicesMade = 0
    /// Callbacks about orders of the past.
    var repeated = 0
    var liveSeconds: [Double] = []
    var replay = JSON.null
  }

  let stage: Stage
  let shop: PretendShop
  let past: Past

  /// New orders are few, and spread over the replay.
  private static let liveOrders = 8
  private static let firstLiveOrder = 9_000_001
  private static let endPatience = Duration.seconds(3600)
  private static let person = ["--by", "Ana", "--reason", "proof"]
  /// As fast as the machine can.
  private static let rate = ["--rate", "100000"]

  func run() async throws -> Result {
    var result = Result()
    let invoicesBefore = try await newestInvoice()
    var punte = try await start()
    let begin = ContinuousClock.now
    let first = try replay(["start", "--all", "--yes"])
    try await Polling.until("a third has had its turn", within: Self.endPatience) {
      try await Task.sleep(for: .milliseconds(100))
      return try await taken() >= past.told.count / 3 || !first.isRunning
    }
    first.send(SIGKILL)
    _ = await first.end()
    await punte.killAtOnce()
    Proof.say("killed at \(try await taken()) of \(past.told.count)")

    punte = try await start()
    let second = try replay(["resume"])
    for index in 0..<Self.liveOrders {
      let due = past.told.count / 3 + past.told.count / 2 * index / Self.liveOrders
      try await Polling.until("\(due) have had their turn", within: Self.endPatience) {
        try await Task.sleep(for: .milliseconds(50))
        return try await taken() >= due || !second.isRunning
      }
      result.liveSeconds.append(try await secondsOf(OrderID("\(Self.firstLiveOrder + index)")))
    }
    let status = await second.end()
    result.seconds = Double((ContinuousClock.now - begin) / .milliseconds(1)) / 1000
    guard status == 0 else { throw Polling.NeverSo(description: "resume ended with \(status)") }

    let documents = try await stage.documents()
    result.documentsOfPast = documents.count { document in
      let references = InvoiceReference.all(in: document["mentions"].string ?? "")
      return !references.allSatisfy { isLive($0) }
    }
    result.createRequests = try await stage.createRequests().count
    result.invoicesMade = try await newestInvoice() - invoicesBefore
    result.repeated = shop.report.told.filter { past.told[$0.key] != nil }.count
    result.replay = try await stage.listing("replay", "show", "1")
    return result
  }

  func complaints(about result: Result) -> [String] {
    var complaints: [String] = []
    func expect(_ isSo: Bool, _ complaint: String) { if !isSo { complaints.append(complaint) } }
    let count = past.told.count
    expect(result.documentsOfPast == 0, "\(result.documentsOfPast) documents of replayed events")
    expect(
      result.createRequests == Self.liveOrders,
      "\(result.createRequests) create calls, of \(Self.liveOrders) new orders")
    expect(result.invoicesMade == Self.liveOrders, "\(result.invoicesMade) invoices in the ledger")
    let replay = result.replay["replay"]
    expect(replay["state"].string == "done", "the replay is \(replay["state"])")
    expect(
      replay["taken"].int == count, "\(replay["taken"]) events were handled again, of \(count)")
    expect(result.replay["jobsUnderWay"].int == 0, "jobs of it are left")
    let wrong = past.told.filter { order, id in shop.report.told[order]?.webhookIDs != [id] }
    expect(
      wrong.isEmpty,
      "\(wrong.count) orders weren't told again under their first id, as \(wrong.keys.first ?? "")")
    return complaints
  }

  private func isLive(_ reference: InvoiceReference) -> Bool {
    (0..<Self.liveOrders).contains { index in
      let key = InvoiceKey(
        account: "firma", shop: "magazin", order: OrderID("\(Self.firstLiveOrder + index)"),
        revision: 0)
      return key.reference.text == reference.text
    }
  }

  private func start() async throws -> RunningProgram {
    let punte = try await stage.startPunte()
    shop.setPunte(punte.address)
    return punte
  }

  private func replay(_ words: [String]) throws -> ChildProcess {
    try ChildProcess(
      Programs.url("punte"),
      ["replay"] + words + Self.rate + Self.person + ["--settings", stage.settingsFile.path],
      environment: [:], in: stage.folder, output: .nullDevice, errors: .standardError)
  }

  private func taken() async throws -> Int {
    try await stage.listing("replay", "list")[0]["taken"].int ?? 0
  }

  private func newestInvoice() async throws -> Int {
    try await stage.listing("invoices", "list", "--limit", "1")[0]["id"].int ?? 0
  }

  /// From a new order's delivery until its shop is told of the invoice.
  private func secondsOf(_ order: OrderID) async throws -> Double {
    let start = ContinuousClock.now
    try await shop.confirm(order)
    try await Polling.until("the shop is told of order \(order)", within: .seconds(120)) {
      shop.report.told[order] != nil
    }
    return Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
  }
}
