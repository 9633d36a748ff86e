import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// Strangers who ask and never read.
@Suite struct UntakenAnswerTests {
  private static let (connections, requests) = (200, 1000)
  /// All these requests, read and decoded, took 950 MB; what is in use by the tests' work is far less.
  private static let bytesMax = 150 << 20

  @Test func `who takes no answers fills no memory, and keeps nobody waiting`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let port = try #require(URL(string: punte.address)?.port)
      let before = try peakBytes(of: punte.processIdentifier)
      let strangers = try await RunningProgram(
        URL(filePath: "/usr/bin/python3"),
        [
          Repository.path("Tests/SystemTests/Scripts/take_no_answers.py"), "\(port)",
          "\(Self.connections)", "\(Self.requests)",
        ], in: stage.folder)
      for number in 1...5 {
        let delivery = try SignedDelivery(
          id: "evt-\(number)", body: SampleEvent.cancelRequested(OrderID("840\(number)")))
        try await expectEqual(delivery.send(to: punte.address).status, 202)
      }
      // The most that it ever had, so that it doesn't matter when it is asked.
      let taken = try peakBytes(of: punte.processIdentifier) - before
      #expect(taken < Self.bytesMax, "\(taken >> 20) MB")
      await strangers.killAtOnce()
      let delivery = try SignedDelivery(id: "evt-6", body: SampleEvent.cancelRequested("8406"))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
    }
  }

  private func peakBytes(of process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let match = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
    return (Int(match.1) ?? 0) * 1024
  }
}
