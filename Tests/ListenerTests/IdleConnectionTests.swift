import Domain
import Foundation
import Listener
import StageKit
import TestKit
import Testing

/// Ten thousand that only hold a connection keep nobody from being served.
///
/// In this process, with limits of time that no machine is too slow for: however long it takes to
/// open so many, the first still stand when the last has come.
@Suite struct IdleConnectionTests {
  private static let count = 10_000
  /// Beyond what the test counts: other tests close files meanwhile.
  private static let heldCount = 10_400

  @Test func `a delivery is accepted beside 10,000 idle connections`() async throws {
    try allowFiles(Self.heldCount + 2_000)
    try await withListener { listener async throws in
      let before = try openFileCount()
      // Held by another process, which has files of its own.
      let holder = try await RunningProgram(
        URL(filePath: "/usr/bin/python3"),
        [
          Repository.path("Tests/SystemTests/Scripts/hold_connections.py"), "\(listener.port)",
          "\(Self.heldCount)",
        ], in: FileManager.default.temporaryDirectory)
      try await Polling.until("so many stand at once: \(holder.logText)") {
        try openFileCount() - before >= Self.count
      }
      try await expectEqual(listener.answer(to: .delivery()).status, 202)
      #expect(try openFileCount() - before >= Self.count)
      await holder.killAtOnce()
    }
  }

  private func openFileCount() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }

  private func allowFiles(_ count: Int) throws {
    var limits = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    try #require(getrlimit(resource, &limits) == 0)
    try #require(limits.rlim_max >= count, "raise the hard limit on open files: ulimit -Hn")
    guard limits.rlim_cur < count else { return }
    limits.rlim_cur = rlim_t(count)
    try #require(setrlimit(resource, &limits) == 0)
  }
}
