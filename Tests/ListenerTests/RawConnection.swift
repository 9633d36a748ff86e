import Foundation

/// A TCP or Unix socket without an HTTP client's manners: sends any bytes, at any pace.
///
/// Its calls block, so they run outside of Swift's threads, which the server in the same process
/// needs.
final class RawConnection: Sendable {
  /// Reaching it is a failure: no machine is so slow. `withListener` sets a longer idle time, which
  /// would end any connection, unless the test sets one.
  static let patienceMilliseconds: Int32 = 120_000

  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    try connect(&address)
  }

  init(path: String) throws {
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try connect(&address)
  }

  deinit { close(socket) }

  private func connect<Address>(_ address: inout Address) throws {
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Throws when the peer has closed.
  func send(_ bytes: [UInt8]) async throws {
    try await blocking { [socket] in
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        sent += count
      }
    }
  }

  /// Says that nothing more will be sent.
  func finish() async throws {
    guard shutdown(socket, Int32(SHUT_WR)) == 0 else {
      throw POSIXError(.init(rawValue: errno) ?? .EIO)
    }
  }

  /// The next whole answer on this connection.
  ///
  /// - Parameter hasBody: false for HEAD, whose answer only names a length.
  func answer(hasBody: Bool = true) async throws -> RawAnswer {
    try await blocking { [socket] in
      var bytes: [UInt8] = []
      while true {
        if let answer = RawAnswer(bytes, hasBody: hasBody) { return answer }
        guard let more = try Self.read(socket, bytesMax: RawAnswer.bytesMissing(in: bytes)) else {
          throw POSIXError(.ECONNRESET)
        }
        bytes += more
      }
    }
  }

  /// Whether the peer has ended the connection, without sending another byte.
  func ends() async throws -> Bool {
    try await blocking { [socket] in
      do {
        return try Self.read(socket, bytesMax: 1) == nil
      } catch let error as POSIXError where error.code == .ECONNRESET {
        return true
      }
    }
  }

  /// nil at the end.
  private static func read(_ socket: Int32, bytesMax: Int) throws -> [UInt8]? {
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, patienceMilliseconds) > 0 else { throw POSIXError(.ETIMEDOUT) }
    var buffer = [UInt8](repeating: 0, count: bytesMax)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    return count == 0 ? nil : Array(buffer.prefix(count))
  }

  private func blocking<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }
}
