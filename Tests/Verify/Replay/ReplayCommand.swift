import ArgumentParser
import Domain
import Foundation
import StageKit
import TestKit

/// `punte-verify replay`.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Replay a long past, and look for a document that it made.",
    discussion: """
      So many events were handled, invoiced and told. All are replayed, while the command and the \
      service are killed once and new orders come in. No document is made but those of the new \
      orders; each callback arrives again, under its first id; a new order is issued as soon as \
      ever.
      """)

  @Option(help: "How many events the past has.")
  var events = 100_000

  /// The first new order comes just after a start, when SmartBill's window counts as full for 10 s;
  /// the rest is what SmartBill and the shop take anyway.
  private static let liveSecondsMax = 15.0

  func validate() throws {
    guard (100...1_000_000).contains(events) else {
      throw ValidationError("--events takes 100 to 1000000.")
    }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let shop = try PretendShop { false }
    defer { shop.stop() }
    var complaints: [String] = []
    var figures = ""
    try await Stage.with(callback: shop.callbackAddress) { stage in
      let past = try await Past(
        events: events, at: stage.folder.appending(path: "punte.db").path)
      let trial = ReplayTrial(stage: stage, shop: shop, past: past)
      let result = try await trial.run()
      complaints = trial.complaints(about: result) + shop.report.complaints
      if let slowest = result.liveSeconds.max(), slowest > Self.liveSecondsMax {
        complaints.append("a new order waited \(slowest) s behind replayed ones")
      }
      figures =
        "replay: \(events) events in \(Self.text(result.seconds)) s "
        + "(\(Int(Double(events) / result.seconds)) a second), \(result.documentsOfPast) documents "
        + "made by them, \(result.repeated) callbacks again under their first ids, "
        + "\(result.liveSeconds.count) new orders told within "
        + "\(Self.text(result.liveSeconds.max() ?? 0)) s, half of them within "
        + "\(Self.text(result.liveSeconds.sorted()[result.liveSeconds.count / 2])) s"
    }
    try Proof.end(figures, complaints: complaints, since: start)
  }

  private static func text(_ seconds: Double) -> String {
    "\((seconds * 10).rounded() / 10)"
  }
}
