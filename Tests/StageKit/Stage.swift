import Foundation
import Synchronization
import TestKit

/// The real programs, wired together in a folder of their own: a shop, a SmartBill, and Punte.
public final class Stage: Sendable {
  public static let cif = "RO12345674"
  public static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
  /// The shop's usual settings.
  public static let invoicing = "{ trigger: automatic, statuses: [ Confirmata ], series: FCT }"
  public static let token = "003|sandbox-token"
  public static let documentSecret = "a-secret-of-the-stage-that-signs-links"

  public let environment: [String: String]
  public let folder: URL
  public let smartBill: RunningProgram
  public let shop: RunningProgram
  private let settings: String
  private let port: ReservedPort
  /// A play may start Punte many times; what went wrong is told by the last.
  private static let logsShown = 2
  /// Kept, for a program that is let go is killed.
  private let started = Mutex<[RunningProgram]>([])

  private init(
    smartBillOptions: [String], account: [String], invoicing: String, shop shopLines: [String],
    signature: String,
    callback: String?, database: String, documents: String?, more: [String],
    environment: [String: String], between: (String) throws -> String
  ) async throws {
    self.environment = [
      "STAGE_SECRET": Self.secret, "STAGE_TOKEN": Self.token,
      "STAGE_DOCUMENT_SECRET": Self.documentSecret,
    ]
    .merging(environment) { $1 }
    folder = FileManager.default.temporaryDirectory
      .appending(path: "punte-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    smartBill = try await RunningProgram(
      "punte-sandbox",
      [
        "smartbill", "--port", "0", "--email", "office@firma.example", "--token", Self.token,
        "--cif", Self.cif, "--series", "FCT",
      ] + smartBillOptions, in: folder)
    shop = try await RunningProgram(
      "punte-sandbox",
      [
        "shop", "--port", "0", "--punte", "http://127.0.0.1:9/webhooks/magazin", "--secret",
        Self.secret,
      ], in: folder)
    // Known before Punte runs, for its links name it.
    port = try ReservedPort()
    let links =
      documents ?? """
        { url: "http://127.0.0.1:\(port.number)", secrets: [ "${STAGE_DOCUMENT_SECRET}" ] }
        """
    settings = """
      database: sqlite:\(database)
      listen: 127.0.0.1:\(port.number)
      accounts:
        firma:
          email: office@firma.example
          token: ${STAGE_TOKEN}
          cif: \(Self.cif)
          base_url: \(try between(smartBill.address))
      \(account.map { "    " + $0 }.joined(separator: "\n"))
      shops:
        magazin:
          account: firma
          signature: \(signature)
          callback: \(callback ?? shop.address + "/punte/callback")
          callback_secret: ${STAGE_SECRET}
          callback_private_addresses: true
          invoicing: \(invoicing)
      \(shopLines.map { "    " + $0 }.joined(separator: "\n"))
      \(links.isEmpty ? "" : "documents: \(links)")
      \(more.joined(separator: "\n"))
      """
    try settings.write(to: settingsFile, atomically: true, encoding: .utf8)
  }

  /// Sets the stage, plays on it, and clears it away; a play that fails leaves Punte's log to read.
  ///
  /// - Parameters:
  ///   - account: further lines of the account's settings.
  ///   - shop: further lines of the shop's settings.
  ///   - signature: the shop's signature settings.
  ///   - more: further lines of the settings.
  ///   - documents: the settings' links to documents; such as work by default, none if empty.
  ///   - between: makes of SmartBill's address the one that Punte is told, for what stands between.
  public static func with(
    smartBillOptions: [String] = [], account: [String] = [],
    invoicing: String = Stage.invoicing, shop: [String] = [],
    signature: String = "{ scheme: standard-webhooks, secrets: [ \"${STAGE_SECRET}\" ] }",
    callback: String? = nil, database: String = "punte.db", documents: String? = nil,
    more: [String] = [], environment: [String: String] = [:],
    between: (String) throws -> String = { $0 },
    _ play: (Stage) async throws -> Void
  ) async throws {
    let stage = try await Stage(
      smartBillOptions: smartBillOptions, account: account, invoicing: invoicing,
      shop: shop, signature: signature, callback: callback, database: database,
      documents: documents,
      more: more,
      environment: environment, between: between)
    do {
      try await play(stage)
    } catch {
      for punte in stage.started.withLock(\.self).suffix(logsShown) {
        print(punte.logText.suffix(4000))
      }
      throw error
    }
    for punte in stage.started.withLock(\.self) { await punte.killAtOnce() }
    await stage.smartBill.killAtOnce()
    await stage.shop.killAtOnce()
    try? FileManager.default.removeItem(at: stage.folder)
  }

  public var settingsFile: URL { folder.appending(path: "punte.yaml") }

  /// Starts Punte, and tells the shop where it is.
  @discardableResult public func startPunte() async throws -> RunningProgram {
    let punte = try await RunningProgram(
      "punte", ["serve", "--settings", settingsFile.path], environment: environment,
      in: folder)
    started.withLock { $0.append(punte) }
    try await HTTP.post(
      shop.address + "/_sandbox/punte", #"{"url": "\#(punte.address)/webhooks/magazin"}"#)
    return punte
  }

  /// Starts Punte under limits on open files.
  public func startPunte(softFiles: Int, hardFiles: Int) async throws -> RunningProgram {
    let limited = "ulimit -Sn \(softFiles); ulimit -Hn \(hardFiles); exec \"$0\" \"$@\""
    let punte = try await RunningProgram(
      URL(filePath: "/bin/sh"),
      ["-c", limited, Programs.url("punte").path, "serve", "--settings", settingsFile.path],
      environment: environment, in: folder)
    started.withLock { $0.append(punte) }
    return punte
  }

  /// Runs `punte …` with the stage's settings.
  public func punte(_ arguments: String...) async throws -> CommandResult {
    try await punte(arguments: arguments)
  }

  public func punte(arguments: [String]) async throws -> CommandResult {
    try await Command.run(
      "punte", arguments + ["--settings", settingsFile.path], environment: environment,
      in: folder)
  }

  /// The JSON that a `punte … --json` prints.
  public func listing(_ arguments: String...) async throws -> JSON {
    let result = try await Command.run(
      "punte", arguments + ["--json", "--settings", settingsFile.path],
      environment: environment, in: folder)
    return try JSON(result.output)
  }

  // MARK: The shop

  public func shopState() async throws -> JSON {
    try await HTTP.get(shop.address + "/_sandbox/state").json
  }

  /// A new order of the shop's sample, not yet confirmed.
  public func newOrder(_ sample: String = "person") async throws -> String {
    let answer = try await HTTP.post(
      shop.address + "/_sandbox/orders", #"{"sample": "\#(sample)"}"#)
    guard let id = try answer.json["order"]["id"].string else {
      throw Polling.NeverSo(
        description: "no order: \(String(decoding: answer.body, as: UTF8.self))")
    }
    return id
  }

  public func confirm(_ order: String) async throws {
    try await HTTP.post(
      shop.address + "/_sandbox/orders/\(order)/status", #"{"status": "Confirmata"}"#)
  }

  public func requestInvoice(_ order: String) async throws {
    try await HTTP.post(shop.address + "/_sandbox/orders/\(order)/issue")
  }

  public func requestCancel(_ order: String) async throws {
    try await HTTP.post(shop.address + "/_sandbox/orders/\(order)/cancel")
  }

  public func requestRestore(_ order: String) async throws {
    try await HTTP.post(shop.address + "/_sandbox/orders/\(order)/restore")
  }

  /// - Parameter wish: such as `{"full": true}`.
  public func refund(_ order: String, _ wish: String) async throws {
    try await HTTP.post(shop.address + "/_sandbox/orders/\(order)/refund", wish)
  }

  public func order(_ id: String) async throws -> JSON {
    try await shopState()["orders"].array.first { $0["order"]["id"].string == id }
      ?? JSON("null")
  }

  /// Waits until the shop holds the order's invoice in this state.
  public func invoice(of order: String, is state: String) async throws -> JSON {
    try await Polling.value("order \(order)'s invoice is \(state) in the shop") {
      let invoice = try await self.order(order)["invoice"]
      return invoice["state"].string == state ? invoice : nil
    }
  }

  /// The bodies of the order's callbacks, in the order of their arrival.
  public func callbacks(of order: String) async throws -> [JSON] {
    try await shopState()["callbacks"].array.map { try JSON($0["body"].string ?? "null") }
      .filter { $0["data"]["order_id"].string == order }
  }

  public func callback(_ type: String, of order: String) async throws -> JSON {
    try await Polling.value("the shop is told \(type) of order \(order)") {
      try await self.callbacks(of: order).last { $0["type"].string == type }
    }
  }

  /// Has the shop meet a fault at its next callbacks.
  public func breakShop(_ fault: String) async throws {
    let answer = try await HTTP.post(shop.address + "/_sandbox/faults", fault)
    guard answer.status < 300 else {
      throw Polling.NeverSo(description: "fault: \(String(decoding: answer.body, as: UTF8.self))")
    }
  }

  // MARK: Punte's work

  /// The newest first. Left out are those that the clock makes: a test may run at three in the night.
  public func events() async throws -> [JSON] {
    try await listing("events", "list").array.filter { $0["type"].string != Self.nightlyEvent }
  }

  /// How many events of the shop are to be handled, or were.
  public func handlings() async throws -> Int {
    try await listing("jobs", "list", "--kind", "handle").array.count {
      $0["event"].string?.hasPrefix(Self.nightlyEvent) != true
    }
  }

  private static let nightlyEvent = "series.audit_due"

  /// Whether no job is under way or about to be, but for those that watch for a delay or leave an
  /// order alone.
  ///
  /// One listing, of one moment: between two a job passes from one state to the other unseen.
  public func isQuiet() async throws -> Bool {
    try await listing("jobs", "list", "--limit", "10000").array.allSatisfy { job in
      let state = job["state"].string
      let isPatient = ["watch", "wait"].contains(job["kind"].string)
      return state != "running" && (state != "available" || isPatient)
    }
  }

  public func untilQuiet() async throws {
    try await Polling.until("no job is running or available") { try await isQuiet() }
  }

  public func untilInDoubt() async throws {
    try await Polling.until("the invoice is in doubt") {
      try await self.listing("invoices", "list").array.first?["state"].string == "in_doubt"
    }
  }

  // MARK: SmartBill

  public func smartBillState() async throws -> JSON {
    try await HTTP.get(smartBill.address + "/_sandbox/state").json
  }

  /// A person receives goods in a warehouse.
  public func receiveGoods(_ goods: String) async throws {
    let answer = try await HTTP.post(smartBill.address + "/_sandbox/stock", goods)
    guard answer.status < 300 else {
      throw Polling.NeverSo(description: "goods: \(String(decoding: answer.body, as: UTF8.self))")
    }
  }

  public func plant(_ fault: String) async throws {
    let answer = try await HTTP.post(smartBill.address + "/_sandbox/faults", fault)
    guard answer.status < 300 else {
      throw Polling.NeverSo(description: "fault: \(String(decoding: answer.body, as: UTF8.self))")
    }
  }

  /// The API requests that reached SmartBill.
  public func requests() async throws -> [JSON] {
    try await HTTP.get(smartBill.address + "/_sandbox/requests").json["requests"].array
  }

  /// Those that would change something there.
  public func writeRequests() async throws -> [JSON] {
    try await requests().filter { $0["method"].string != "GET" }
  }

  /// The create requests among them.
  public func createRequests() async throws -> [JSON] {
    try await writeRequests().filter { $0["path"].string?.hasSuffix("/invoice/v2") == true }
  }

  public func documents() async throws -> [JSON] {
    try await smartBillState()["documents"].array
  }
}
