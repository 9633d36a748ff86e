import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// `deploy/verify clock` moves the clock of this process and of all that it starts. If it didn't, its
/// runs would prove nothing.
@Suite struct MovedClockTests {
  /// Longer than the test takes on any machine.
  private static let tolerance = 3600.0

  @Test func `this process and Punte see the moved time`() async throws {
    let moved = ProcessInfo.processInfo.environment["PUNTE_CLOCK_SHIFT"]
    let shift = try moved.map { try #require(Double($0)) } ?? 0
    try await Stage.with { stage in
      // A file's time isn't moved.
      let attributes = try FileManager.default.attributesOfItem(atPath: stage.settingsFile.path)
      let unmoved = try #require(attributes[.modificationDate] as? Date)
      let own = Date().timeIntervalSince(unmoved)
      #expect(abs(own - shift) < Self.tolerance)

      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let told = try await stage.callback("invoice.issued", of: order)["timestamp"].string
      let moment = try #require(Timestamp(rfc3339: told ?? ""))
      let punte = Date(timeIntervalSince1970: Double(moment.seconds)).timeIntervalSince(unmoved)
      #expect(abs(punte - shift) < Self.tolerance)
    }
  }
}
