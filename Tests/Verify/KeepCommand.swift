import ArgumentParser
import Domain
import Foundation
import StoreSQLite
import TestKit

/// `punte-verify keep`.
struct KeepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep", abstract: "Keep house for years, and see that the database stops growing.",
    discussion: """
      Orders come in day by day on a clock that is moved: accepted, issued, told, once delivered \
      again. After each day housekeeping makes a pass, with the settings that “punte init” writes. \
      Then each order's event is delivered once more: none of them may ask for anything again.
      """)

  @Option(help: "How many days.")
  var days = 800
  @Option(help: "How many orders a day.")
  var orders = 20

  private static let bodies = Duration.seconds(30 * 86_400)
  private static let history = Duration.seconds(13 * 31 * 86_400)
  private static let daysPerMonth = 31
  /// Of what a month adds while nothing goes yet.
  private static let growthMax = 0.6
  /// Deliveries wait behind a step.
  private static let stepMax = Duration.seconds(1)

  func validate() throws {
    guard (600...4000).contains(days), (1...1000).contains(orders) else {
      throw ValidationError("--days takes 600 to 4000, --orders 1 to 1000.")
    }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let folder = Self.folder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var complaints: [String] = []
    let kept = try await Years(path: folder + "/kept.db", keeps: true).live(days, orders)
    let all = try await Years(path: folder + "/all.db", keeps: false).live(days, orders)
    let (first, last) = (kept.growth(ofMonth: 0), kept.growth(ofMonth: kept.bytes.count - 1))
    let (lastOfAll, bare) = (
      all.growth(ofMonth: all.bytes.count - 1), Double(last) / Double(orders * Self.daysPerMonth)
    )
    if Double(last) > Self.growthMax * Double(lastOfAll) {
      complaints.append("the last month added \(last) bytes, without keep \(lastOfAll)")
    }
    if kept.asked > 0 { complaints.append("\(kept.asked) old deliveries asked for something") }
    if kept.longestStep > Self.stepMax {
      complaints.append("a step took \(kept.longestStep)")
    }
    if kept.longestLog > 2 * all.longestLog {
      complaints.append("the log came to \(kept.longestLog) bytes, without keep \(all.longestLog)")
    }
    for (month, pair) in zip(kept.bytes, all.bytes).enumerated() {
      Proof.say(
        "month \(month + 1): \(pair.0 >> 10) KB, without keep \(pair.1 >> 10) KB")
    }
    try Proof.end(
      "keep: \(days) days of \(orders) orders; the file has \((kept.bytes.last ?? 0) >> 20) MB, "
        + "without keep \((all.bytes.last ?? 0) >> 20) MB; the first month added \(first >> 10) KB, "
        + "the last \(last >> 10) KB (without keep \(lastOfAll >> 10) KB), \(Int(bare)) bytes an "
        + "order for ever; the longest step took \(kept.longestStep.wholeMilliseconds) ms, the log "
        + "came to \(kept.longestLog >> 10) KB; \(kept.deliveredAgain) old deliveries asked for "
        + "nothing", complaints: complaints, since: start)
  }

  /// In memory where the system has such a folder: years of commits would wear a disk.
  private static func folder() -> String {
    let memory = "/dev/shm"
    let base =
      FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    return "\(base)/punte-keep-\(UUID().uuidString.prefix(8))"
  }

  /// What became of a database in these years.
  private struct Life {
    /// Of the database, at the end of each month.
    var bytes: [Int] = []
    var longestLog = 0
    var longestStep = Duration.zero
    var deliveredAgain = 0
    /// Deliveries of old events that were new, or made a job.
    var asked = 0

    func growth(ofMonth month: Int) -> Int {
      guard bytes.indices.contains(month) else { return 0 }
      return bytes[month] - (month == 0 ? 0 : bytes[month - 1])
    }
  }

  private struct Years {
    let path: String
    let keeps: Bool
    let shop: ShopID = "magazin"
    let account: AccountID = "firma"
    let series = Series.sample

    func live(_ days: Int, _ orders: Int) async throws -> Life {
      let store = try SQLiteStore.open(path: path, at: .sample)
      var life = Life()
      for day in 0..<days {
        let now = Timestamp.sample + .seconds(day * 86_400)
        for number in 1...orders { try await order(day * orders + number, at: now, in: store) }
        if keeps { try await keepHouse(at: now, in: store, &life) }
        life.longestLog = max(life.longestLog, Self.size(of: path + "-wal"))
        if (day + 1) % KeepCommand.daysPerMonth == 0 {
          let reader = try SQLiteStore.reader(path: path)
          life.bytes.append(try await reader.bytes())
          reader.close()
        }
      }
      let end = Timestamp.sample + .seconds(days * 86_400)
      for number in stride(from: 1, through: days * orders, by: 7) {
        life.deliveredAgain += 1
        let acceptance = try await store.accept(delivery(of: number, at: end))
        if acceptance != .duplicate { life.asked += 1 }
      }
      let claims = try await store.claim(
        [.handling: 10, .accounting: 10, .shops: 10], at: end, lease: .seconds(60))
      life.asked += claims.count
      await store.close()
      return life
    }

    private func keepHouse(at now: Timestamp, in store: SQLiteStore, _ life: inout Life)
      async throws
    {
      let keep = KeepPolicy(bodies: KeepCommand.bodies, history: KeepCommand.history)
      let cutoffs = keep.cutoffs(at: now)
      var place: HousekeepingPlace? = .start
      while let current = place {
        let start = ContinuousClock.now
        place = try await store.removeOutdated(cutoffs, from: current, at: now).next
        life.longestStep = max(life.longestStep, .now - start)
      }
    }

    private func delivery(of number: Int, at now: Timestamp) -> Delivery {
      let order = Order.sample(id: OrderID("\(number)"))
      return Delivery(
        shop: shop, event: EventID("evt-\(number)"), receivedAt: now,
        body: SampleEvent.statusChanged(order))
    }

    /// From its event to its callback, as the engine would do it.
    private func order(_ number: Int, at now: Timestamp, in store: SQLiteStore) async throws {
      let delivery = delivery(of: number, at: now)
      _ = try await store.accept(delivery)
      if number % 10 == 0 { _ = try await store.accept(delivery) }
      let asked = Asking(shop: shop, event: delivery.event)
      let order = Order.sample(id: OrderID("\(number)"))
      let issue = Command.issueInvoice(
        .init(asked: asked, cause: .request, account: account, series: series, order: order))
      try await settle(.handling, at: now, in: store) { claim in
        Settlement(
          claim.fence, .completed, commands: [issue],
          label: EventLabel(type: "order.status_changed", subject: order.id, occurredAt: nil))
      }
      guard
        let bound = try await store.invoice(boundTo: delivery.event, of: shop, as: .issue)
      else { throw Polling.NeverSo(description: "order \(number) is bound") }
      let document = IssuedDocument(
        number: InvoiceNumber(series: series.name, text: InvoiceNumber.text(of: number)),
        total: "131.00", currency: "RON", issuedOn: "2026-11-23",
        viewURL: "https://example.com/view")
      let body = Self.request(number)
      try await settle(.accounting, at: now, in: store) { claim in
        let request = ReservationRequest(
          invoice: bound.invoice.id, fence: claim.fence, body: body, expectedNumber: number,
          total: "131.00", currency: "RON", issuedOn: "2026-11-23")
        guard case .reserved(let reservation) = try await store.reserve(request, at: now) else {
          throw Polling.NeverSo(description: "order \(number) is reserved")
        }
        try await store.record(
          Evidence(
            invoice: bound.invoice.id, attempt: reservation.attempt, at: now,
            answer: .answered(status: 200, body: Array(Self.answer(number).utf8))))
        return Settlement(
          claim.fence, .completed, changes: [.issued(reservation, document)],
          notices: [bound.invoice.issuedNotice(document, asked: asked)])
      }
      try await settle(.shops, at: now, in: store) { Settlement($0.fence, .completed) }
    }

    private func settle(
      _ pool: Pool, at now: Timestamp, in store: SQLiteStore,
      _ settlement: (Claim) async throws -> Settlement
    ) async throws {
      for claim in try await store.claim([pool: 1], at: now, lease: .seconds(60)) {
        let result = try await store.settle([try await settlement(claim)], at: now)
        guard result == [.settled] else {
          throw Polling.NeverSo(description: "a job is settled: \(result)")
        }
      }
    }

    /// As large as a create call of a small order.
    private static func request(_ number: Int) -> [UInt8] {
      Array(
        """
        {"client":{"address":"Str. Mare 1","city":"Cluj-Napoca","country":"Romania","county":"Cluj",\
        "email":"client\(number)@mail.example","isTaxPayer":false,"name":"Client \(number)",\
        "saveToDb":false,"vatCode":"0000000000000"},"companyVatCode":"RO12345674","currency":"RON",\
        "isDraft":false,"issueDate":"2026-11-23","mentions":"[PUNTE magazin/\(number)/0]",\
        "precision":2,"products":[{"code":"P-1","currency":"RON","isService":false,\
        "isTaxIncluded":true,"measuringUnitName":"buc","name":"Cana de ceai","price":50.00,\
        "quantity":2,"saveToDb":false,"taxName":"Normala","taxPercentage":21},{"currency":"RON",\
        "isService":true,"isTaxIncluded":true,"measuringUnitName":"buc","name":"Transport",\
        "price":31.00,"quantity":1,"saveToDb":false,"taxName":"Normala","taxPercentage":21}],\
        "seriesName":"FCT","useStock":false}
        """.utf8)
    }

    private static func answer(_ number: Int) -> String {
      """
      {"errorText":"","message":"","number":"\(number)","series":"FCT",\
      "url":"https://example.com/view"}
      """
    }

    private static func size(of path: String) -> Int {
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
  }
}
