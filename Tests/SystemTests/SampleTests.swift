import Foundation
import StageKit
import TestKit
import Testing

/// Each folder of `samples/` is sent as its shop would send it, and must come out as it says.
///
/// With `PUNTE_RECORD_SAMPLES=1` the folders are written anew from what came out: to be read
/// through before they are kept.
@Suite struct SampleTests {
  static let folder = URL(filePath: Repository.path("samples"))

  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  @Test func `there is a sample for every kind of event and delivery`() {
    #expect(Self.names.count >= 10)
  }

  @Test(arguments: [
    ("2026-11-28", "2026-12-13", "2026-11-30"), ("2028-02-29", "2028-03-15", "2028-03-02"),
    ("2026-12-31", "2027-01-15", "2027-01-02"),
  ])
  func `what a sample holds is the same whatever the day`(
    issued: String, due: String, delivered: String
  ) throws {
    let body = """
      {"issueDate": "\(issued)", "dueDate": "\(due)", "deliveryDate": "\(delivered)"}
      """
    let data = try JSONSerialization.data(withJSONObject: [["body": body]])
    let outcome = SampleOutcome(
      event: nil, jobs: [], requests: try JSON(data).array[...], callbacks: [], shelf: [])
    let text = try #require(try outcome.files.first { $0.name == "smartbill.json" }?.text)
    let kept = try JSON(text)[0]["body"]
    expectEqual(kept["issueDate"].string, "…", "\(text)")
    expectEqual(kept["dueDate"].string, "… + 15 days", "\(text)")
    expectEqual(kept["deliveryDate"].string, "… + 2 days", "\(text)")
  }

  @Test(arguments: names)
  func `a sample comes out as its folder says`(name: String) async throws {
    let sample = Self.folder.appending(path: name)
    let account = try Self.json("account.json", of: sample)
    let shop = try Self.json("shop.json", of: sample)
    try await Stage.with(
      smartBillOptions: account["smartbill"].array.compactMap(\.string),
      account: account["settings"].array.compactMap(\.string),
      invoicing: shop["invoicing"].string ?? Stage.invoicing,
      shop: ["products", "stock"].compactMap { key in shop[key].string.map { "\(key): \($0)" } }
    ) { stage in
      for goods in shop["goods"].array { try await stage.receiveGoods(goods.description) }
      let punte = try await stage.startPunte()
      for earlier in try Self.earlier(of: sample) {
        try await Self.send(Self.folder.appending(path: earlier), to: punte, of: stage)
      }
      let before = (
        try await stage.writeRequests().count, try await stage.shopState()["callbacks"].array.count
      )
      let shelfBefore = try await stage.shelf()
      let eventsBefore = try await stage.events().count
      try await Self.send(sample, to: punte, of: stage)

      let events = try await stage.events()
      let event = events.count > eventsBefore ? events[0] : nil
      let jobs = try await stage.listing("jobs", "list").array
      let outcome = SampleOutcome(
        event: event,
        jobs: jobs.filter {
          event != nil && $0["event"] == event?["id"] && $0["kind"].string != "handle"
        },
        requests: try await stage.writeRequests().dropFirst(before.0),
        callbacks: try await stage.shopState()["callbacks"].array.dropFirst(before.1),
        shelf: try await stage.shelf().filter { shelfBefore[$0.key] != $0.value }.values
          .sorted { $0["code"].string ?? "" < $1["code"].string ?? "" })
      if ProcessInfo.processInfo.environment["PUNTE_RECORD_SAMPLES"] == "1" {
        try outcome.write(to: sample)
      }
      for (file, text) in try outcome.files {
        let kept = try? String(contentsOf: sample.appending(path: file), encoding: .utf8)
        expectEqual(text, kept, "\(name)/\(file)")
      }
    }
  }

  private static func earlier(of sample: URL) throws -> [String] {
    try json("delivery.json", of: sample)["after"].array.compactMap(\.string)
  }

  /// Null where the folder has no such file.
  private static func json(_ file: String, of sample: URL) throws -> JSON {
    guard let data = try? Data(contentsOf: sample.appending(path: file)) else { return .null }
    return try JSON(data)
  }

  private static func send(_ sample: URL, to punte: RunningProgram, of stage: Stage) async throws {
    let sent = try await stage.punte("send", sample.path, "--to", punte.address)
    expectEqual(sent.status, 0, "\(sent.output)\(sent.errors)")
    try await stage.untilQuiet()
  }
}
