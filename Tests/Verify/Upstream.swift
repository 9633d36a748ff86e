import Foundation
import TestKit

/// Carries one request to a server of this machine, on a connection of its own, byte for byte.
enum Upstream {
  /// Longer than any answer takes; it only frees the thread.
  private static let patienceSeconds = 30

  /// All bytes of the answer; none where the server closed without one.
  static func answer(to request: RawServer.Received, port: UInt16) -> [UInt8] {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    setsockopt(
      connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard connect(connection, to: port) else { return [] }
    // The server is to end the connection with its answer, so that the end needs no reading.
    let head = request.head + "\r\nConnection: close\r\n\r\n"
    guard write(Array(head.utf8) + request.body, to: connection) else { return [] }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return answer }
      answer.append(contentsOf: chunk[..<count])
    }
  }

  private static func connect(_ connection: Int32, to port: UInt16) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafeBytes(of: &address) {
      guard let pointer = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return Glibc.connect(connection, pointer, socklen_t($0.count)) == 0
    }
  }

  private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
