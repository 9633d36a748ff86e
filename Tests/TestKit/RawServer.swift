import Foundation
import Synchronization

/// A server on a real socket that answers byte for byte what a test scripts, faults included.
public final class RawServer: Sendable {
  public enum Reply: Sendable {
    /// These bytes, on a connection that stays open.
    case answer(String)
    /// Closes the connection without a byte.
    case close
    /// These bytes, and then the end of the connection.
    case answerAndClose(String)
    /// Waits until the client closes.
    case silence
    /// These bytes, and then waits until the client closes.
    case answerAndSilence(String)
    /// Another server's bytes, then the end of the connection, and then this.
    case relay([UInt8], then: @Sendable () -> Void)
  }

  public struct Received: Sendable, Equatable {
    public var head: String
    public var body: [UInt8]
    /// Counts connections from 1.
    public var connection: Int

    public var line: String { String(head.prefix { $0 != "\r\n" }) }

    public var fields: [(name: String, value: String)] {
      head.split(separator: "\r\n").dropFirst().map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        return (name: String(parts[0]), value: value)
      }
    }
  }

  private struct State {
    var received: [Received] = []
    var connections: Set<Int32> = []
    var connectionCount = 0
    var isStopped = false
  }

  public let port: Int
  private let listener: Int32
  private let state = Mutex(State())
  private let reply: @Sendable (Int, Received) -> Reply

  /// Listens on 127.0.0.1, or on a Unix socket; `reply` gets the number of the request, from 1.
  public init(
    unixSocketPath: String? = nil, reply: @escaping @Sendable (Int, Received) -> Reply
  ) throws {
    self.reply = reply
    (listener, port) = try unixSocketPath.map(Self.listenOnUnixSocket) ?? Self.listenOnLoopback()
    Thread { [self] in acceptAll() }.start()
  }

  public var received: [Received] { state.withLock { $0.received } }
  public var connectionCount: Int { state.withLock { $0.connectionCount } }
  public var openConnectionCount: Int { state.withLock { $0.connections.count } }
  public var url: String { "http://127.0.0.1:\(port)/" }

  public func stop() {
    state.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      Glibc.shutdown(listener, Int32(SHUT_RDWR))
      for connection in state.connections { Glibc.shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      let number = state.withLock { state in
        state.connections.insert(connection)
        state.connectionCount += 1
        return state.connectionCount
      }
      Thread { [self] in serve(connection, number: number) }.start()
    }
    Glibc.close(listener)
  }

  private func serve(_ connection: Int32, number: Int) {
    var buffer: [UInt8] = []
    loop: while let request = Self.read(from: connection, &buffer, number: number) {
      let count = state.withLock { state in
        state.received.append(request)
        return state.received.count
      }
      switch reply(count, request) {
      case .answer(let text):
        Self.write(text, to: connection)
      case .close:
        break loop
      case .answerAndClose(let text):
        Self.write(text, to: connection)
        break loop
      case .silence:
        Self.waitForEnd(of: connection)
        break loop
      case .answerAndSilence(let text):
        Self.write(text, to: connection)
        Self.waitForEnd(of: connection)
        break loop
      case .relay(let bytes, let then):
        Self.write(bytes[...], to: connection)
        then()
        break loop
      }
    }
    state.withLock { state in
      state.connections.remove(connection)
      Glibc.close(connection)
    }
  }

  private static func read(
    from connection: Int32, _ buffer: inout [UInt8], number: Int
  ) -> Received? {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
        let length =
          head.split(separator: "\r\n").lazy
          .first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
        if buffer.count - end.upperBound >= length {
          let body = Array(buffer[end.upperBound..<end.upperBound + length])
          buffer.removeFirst(end.upperBound + length)
          return Received(head: head, body: body, connection: number)
        }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer.append(contentsOf: chunk[..<count])
    }
  }

  private static func write(_ text: String, to connection: Int32) {
    write(Array(text.utf8)[...], to: connection)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to connection: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func waitForEnd(of connection: Int32) {
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }

  private static func listenOnLoopback() throws -> (Int32, Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutableBytes(of: &address) {
      guard let pointer = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return bind(listener, pointer, byteCount) == 0 && listen(listener, 1024) == 0
        && getsockname(listener, pointer, &byteCount) == 0
    }
    guard isListening else { throw ListenError() }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func listenOnUnixSocket(_ path: String) throws -> (Int32, Int) {
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isListening = withUnsafeMutableBytes(of: &address) {
      guard let pointer = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return bind(listener, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        && listen(listener, 16) == 0
    }
    guard isListening else { throw ListenError() }
    return (listener, 0)
  }

  public struct ListenError: Error {}
}

extension String {
  /// An answer with a length, so that the connection can be kept.
  public static func http(
    _ status: Int = 200, headers: [String] = [], body: String = ""
  ) -> String {
    let lines =
      ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers + ["", body]
    return lines.joined(separator: "\r\n")
  }
}
