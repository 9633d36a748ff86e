import Foundation
import Synchronization
import StageKit
import TestKit
import Testing

/// Ten thousand that only hold a connection keep nobody from being served.
@Suite(.serialized) struct IdleConnectionTests {
  private static let count = 10_000
  /// A delivery alone takes some milliseconds; this is a small part of any sender's patience.
  private static let deliverySeconds = 2.0

  @Test func `a delivery is accepted beside 10,000 idle connections`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let port = try #require(URL(string: punte.address)?.port)
      let before = try residentBytes(of: punte.processIdentifier)
      let idle = try IdleConnections(to: port)
      try await Polling.until("so many stand at once") {
        try await idle.open(Self.count)
        return try idle.standing == Self.count
          && openFiles(of: punte.processIdentifier) >= Self.count
      }
      let after = try residentBytes(of: punte.processIdentifier)

      let clock = ContinuousClock()
      let delivery = try SignedDelivery(id: "evt-idle", body: SampleEvent.cancelRequested("8401"))
      var status = 0
      let duration = try await clock.measure {
        status = try await delivery.send(to: punte.address).status
      }
      #expect(status == 202)
      #expect(duration < .seconds(Self.deliverySeconds))
      #expect(idle.standing == Self.count, "Some were closed meanwhile.")
      print(
        "\(Self.count) idle connections: \((after - before) / Self.count) bytes of memory each, "
          + "a delivery beside them in \(duration)")
      #expect((after - before) / Self.count < 64 * 1024)
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
      #expect(try await delivery.send(to: punte.address).status == 202)
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

/// Sockets that say nothing.
private final class IdleConnections: Sendable {
  private let port: Int
  private let sockets = Mutex<[Int32]>([])

  init(to port: Int) throws {
    self.port = port
    try Self.raiseLimit()
  }

  deinit { sockets.withLock { for socket in $0 { close(socket) } } }

  /// Opens as many as are missing, those included that were closed after their idle time.
  ///
  /// Its calls block, so they run on a thread of their own.
  func open(_ count: Int) async throws {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { [self] in
        continuation.resume(
          with: Result {
            try sockets.withLock { sockets in
              let ended = sockets.filter { !Self.stands($0) }
              sockets.removeAll(where: ended.contains)
              for socket in ended { close(socket) }
              while sockets.count < count { sockets.append(try Self.connect(to: port)) }
            }
          })
      }
    }
  }

  /// Those that the other side has neither closed nor written to.
  var standing: Int { sockets.withLock { $0.count(where: Self.stands) } }

  private static func stands(_ socket: Int32) -> Bool {
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) == 0
  }

  private static func connect(to port: Int) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    return socket
  }

  private static func raiseLimit() throws {
    var limits = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(resource, &limits)
    limits.rlim_cur = limits.rlim_max
    let isEnough = setrlimit(resource, &limits) == 0 && limits.rlim_max >= 10_768
    try #require(isEnough, "The hard limit on open files is \(limits.rlim_max): ulimit -Hn.")
  }
}
