import Foundation
import StageKit
import TestKit
import Testing

/// Idle connections at the real binary, which closes each after its idle time. So many can stand at
/// once on a slow machine too; `ListenerTests` hold ten thousand.
@Suite(.serialized) struct IdleConnectionTests {
  private static let count = 1_000
  /// Some more: each is closed after its idle time, and opened anew.
  private static let heldCount = 1_100
  /// Of one connection.
  private static let bytesMax = 64 * 1024

  @Test func `an idle connection costs little memory, and keeps no delivery out`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let port = try #require(URL(string: punte.address)?.port)
      let before = try residentBytes(of: punte.processIdentifier)
      // Held by another process: this one forks for other tests meanwhile.
      let holder = try await RunningProgram(
        URL(filePath: "/usr/bin/python3"),
        [
          Repository.path("Tests/SystemTests/Scripts/hold_connections.py"), "\(port)",
          "\(Self.heldCount)",
        ], in: stage.folder)
      try await Polling.until("so many stand at once: \(holder.logText)") {
        try openFiles(of: punte.processIdentifier) >= Self.count
      }
      let after = try residentBytes(of: punte.processIdentifier)

      let delivery = try SignedDelivery(id: "evt-idle", body: SampleEvent.cancelRequested("8401"))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      await holder.killAtOnce()
      let bytes = (after - before) / Self.count
      print("\(Self.count) idle connections: \(bytes) bytes of memory each")
      #expect(bytes < Self.bytesMax)
    }
  }

  @Test func `a low limit on open files is raised, or named with its remedy`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte(softFiles: 128, hardFiles: 4096)
      #expect(punte.logText.contains("LimitNOFILE=") && punte.logText.contains("connections=3840"))
      let limits = try String(
        contentsOfFile: "/proc/\(punte.processIdentifier)/limits", encoding: .utf8)
      #expect(limits.contains(/Max open files\s+4096\s+4096/))
      let delivery = try SignedDelivery(id: "evt-low", body: SampleEvent.cancelRequested("8402"))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
    }
  }

  private func residentBytes(of process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let match = try #require(status.firstMatch(of: /VmRSS:\s+(\d+) kB/))
    return (Int(match.1) ?? 0) * 1024
  }

  private func openFiles(of process: Int32) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }
}
