import Dispatch
import Foundation
import Glibc

/// One TCP connection, spoken to by hand, since a client library may re-send or reconnect by
/// itself. Blocking calls run on a Dispatch queue, off the pool that the server needs.
final class RawConnection: @unchecked Sendable {
  struct Response: Equatable, Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String
    /// The body as it came, for one that is no text.
    var bytes: [UInt8]
  }

  struct Failure: Error {
    var what: String
  }

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "raw-connection")
  /// Reaching it is a failure: no machine is so slow.
  private static let timeoutSeconds = 120

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Failure(what: "connect: \(errno)") }
  }

  deinit { close(descriptor) }

  func send(_ request: String) async throws {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.sendNow(request) }) }
    }
  }

  /// The response, or nil when the connection ended without a byte.
  func exchange(_ request: String) async throws -> Response? {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            try self.sendNow(request)
            return try self.receiveNow()
          })
      }
    }
  }

  /// Whatever comes until the connection ends.
  func receiveUntilEnd() async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
          let count = recv(self.descriptor, &buffer, buffer.count, 0)
          guard count > 0 else {
            continuation.resume(
              with: count == 0
                ? .success(String(decoding: received, as: UTF8.self))
                : .failure(Failure(what: "recv: \(count) \(errno)")))
            return
          }
          received += buffer[..<count]
        }
      }
    }
  }

  private func sendNow(_ request: String) throws {
    let bytes = Array(request.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(what: "send: \(errno)") }
      sent += count
    }
  }

  private func receiveNow() throws -> Response? {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let response = Self.response(in: received) { return response }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0, received.isEmpty { return nil }
      guard count > 0 else { throw Failure(what: "recv: \(count) \(errno)") }
      received += buffer[..<count]
    }
  }

  private static func response(in received: [UInt8]) -> Response? {
    guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self)
      .split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let bytes = Array(received[end.upperBound...])
    guard bytes.count >= Int(headers["content-length"] ?? "0") ?? 0 else { return nil }
    let status = lines[0].split(separator: " ")[1]
    return Response(
      status: Int(status) ?? 0, headers: headers, body: String(decoding: bytes, as: UTF8.self),
      bytes: bytes)
  }
}
