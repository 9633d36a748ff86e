import Domain
import Engine
import Listener
import SmartBill
import TestKit
import Testing

@testable import App

@Suite struct TopScreenTests {
  /// A service that has run for two hours.
  static func status(
    at moment: Timestamp = .sample, accepted: Int = 0, issued: Int = 0
  ) -> ServiceStatus {
    let started = Timestamp.sample - .seconds(7200)
    return ServiceStatus(
      at: moment, version: "0.1.0",
      process: ProcessVitals(
        id: 4242, startedAt: started, residentBytes: 41_200_000, openFiles: 38,
        openFilesMax: 1024),
      database: DatabaseVitals(bytes: 812_000_000, logBytes: 4_200_000, freeBytes: 12_000_000_000),
      reasons: [], totals: .init(accepted: accepted, issued: issued),
      standing: Standing(
        jobs: [
          JobStanding(
            kind: .issueInvoice, state: .available, count: 7, oldestAt: .sample - .seconds(90)),
          JobStanding(
            kind: .issueInvoice, state: .held, count: 1, oldestAt: .sample - .seconds(300)),
          JobStanding(
            kind: .notifyShop, state: .discarded, count: 2, oldestAt: .sample - .seconds(90_000)),
        ], dueSince: nil,
        invoices: [
          InvoiceStanding(state: .planned, count: 7, oldestAt: .sample - .seconds(90)),
          InvoiceStanding(
            state: .inDoubt, count: 1, oldestAt: .sample - .seconds(500),
            doubtSince: .sample - .seconds(180)),
        ],
        payments: [
          PaymentStanding(
            state: .needsPerson, count: 2, oldestAt: .sample - .seconds(900),
            doubtSince: .sample - .seconds(600))
        ],
        series: [
          SeriesStanding(series: .sample, lastNumber: 42, unclear: 17, stopped: nil)
        ]),
      accounts: [
        .init(
          account: "firma",
          usage: RateUsage(calls: 12, callsMax: 28, callsLeftElsewhere: 9, blockedUntil: nil))
      ],
      failures: [
        FailedAttempt(
          at: .sample, code: .smartBillRefused, job: 12, kind: .issueInvoice, shop: "magazin")
      ])
  }

  /// A status a second, ten more accepted at each.
  static var history: StatusHistory {
    var history = StatusHistory()
    for second in 0...20 {
      history.add(
        status(
          at: .sample + .seconds(second), accepted: 100 + 10 * second, issued: second / 2))
    }
    return history
  }

  private func lines(_ width: Int, _ height: Int, trouble: String? = nil) -> [TopScreen.Line] {
    TopScreen(history: Self.history, trouble: trouble).lines(width: width, height: height)
  }

  @Test func `at 80 by 24 all of it is seen`() {
    let lines = lines(80, 24)
    let text = lines.map(\.text)
    #expect(text.count <= 24 && text.allSatisfy { $0.count <= 80 })
    expectEqual(text[0], "punte 0.1.0  ready  up 2 h  41 MB  38 files  process 4242")
    for part in [
      "accepted/s         10.0  ████████████████████  300 in all",
      "issued/min         30.0  ▁█▁█▁█▁█▁█▁█▁█▁█▁█▁█  10 in all",
      "planned               7  oldest 110 s", "in_doubt              1  for 3 min",
      "payments              2  needs_person for 10 min",
      "smartbill     firma: 12 of 28 calls, SmartBill leaves 9",
      "JOB             POOL         WAITING  RUNNING     HELD GIVEN UP   OLDEST",
      "issue           accounting         7        -        1        -    5 min",
      "notify          shops              -        -        -        2        -",
      "series        FCT: next 0043, invoice 17 under way",
      "database      812 MB, log 4.2 MB, 12 GB free", "LAST FAILURES",
    ] { #expect(text.contains(part), "\(part)\n\(text.joined(separator: "\n"))") }
    expectEqual(text.last?.hasSuffix("smartbill_refused         issue job 12, magazin"), true)
    expectEqual(lines.first { $0.text.hasPrefix("in_doubt") }?.style, .alarm)
  }

  @Test func `at 40 by 10 the most important is left, and no line is too long`() {
    let text = lines(40, 10).map(\.text)
    expectEqual(text.count, 10)
    #expect(text.allSatisfy { $0.count <= 40 })
    #expect(text[0].hasPrefix("punte 0.1.0  ready"))
    expectEqual(text[1], "accepted/s         10.0  ███  300 in all")
    #expect(text.contains("in_doubt              1  for 3 min"))
    #expect(text.contains { $0.hasPrefix("smartbill     firma: 12 of 28 calls") })
  }

  @Test(arguments: [(0, 0), (1, 1), (20, 3), (500, 200)])
  func `any size has its lines`(width: Int, height: Int) {
    let lines = lines(width, height)
    #expect(lines.count <= height && lines.allSatisfy { $0.text.count <= width })
  }

  @Test func `what is wrong stands on top`() {
    var status = Self.status()
    status.reasons = [.init("disk_full", "Only 3 MB are free.")]
    status.accounts[0].usage = RateUsage(
      calls: 28, callsMax: 28, callsLeftElsewhere: nil, blockedUntil: .sample + .seconds(60))
    status.standing = Standing(
      jobs: [], dueSince: nil, invoices: [], payments: [],
      series: [
        SeriesStanding(
          series: .sample, lastNumber: 42, unclear: nil, stopped: Failure(.seriesGap))
      ])
    var history = StatusHistory()
    history.add(status)
    let lines = TopScreen(history: history, trouble: "no answer").lines(width: 80, height: 24)
    #expect(lines[0].text.contains("NOT READY"))
    expectEqual(lines[1...2].map(\.text), ["no answer", "Only 3 MB are free."])
    #expect(lines[0...2].allSatisfy { $0.style == .alarm })
    let alarms = lines.filter { $0.style == .alarm }.map(\.text).joined(separator: "\n")
    #expect(alarms.contains("firma: blocked until "))
    #expect(alarms.contains("FCT: stopped, series_gap"))
    // One status makes no rate.
    #expect(lines.contains { $0.text == "accepted/s            -    0 in all" })
  }

  @Test func `a service that was started anew counts from nothing`() {
    var history = Self.history
    expectEqual(history.rate(of: \.accepted, over: .seconds(10)), 10)
    var status = Self.status(at: .sample + .seconds(30), accepted: 1)
    status.process.startedAt = .sample + .seconds(29)
    history.add(status)
    #expect(history.rate(of: \.accepted, over: .seconds(10)) == nil)
    expectEqual(history.statuses.count, 1)
  }

  @Test func `a sparkline's highest bar is full, and only nothing is lowest`() {
    expectEqual(Sparkline.text(of: [0, 0.01, 5, 10], width: 9), "▁▂▅█")
    expectEqual(Sparkline.text(of: [3, 0, 0], width: 2), "▁▁")
    #expect(Sparkline.text(of: [1, 2], width: 0).isEmpty)
  }

  @Test func `ages and sizes are said in the unit that counts`() {
    let ages = [0, 119, 120, 7199, 7200, 172_800].map { AgeText.text(of: .seconds($0)) }
    expectEqual(ages, ["0 s", "119 s", "2 min", "119 min", "2 h", "2 d"])
    let sizes = [0, 999, 1000, 4_200_000, 99_960_000, 999_600_000].map { ByteText.text(of: $0) }
    expectEqual(sizes, ["0 B", "999 B", "1.0 kB", "4.2 MB", "100 MB", "1.0 GB"])
  }
}
