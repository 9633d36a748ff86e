import Foundation
import Synchronization
import TestKit

/// Stands between Punte and SmartBill, and carries each request on: so the harness knows to the
/// instant how far a create call has come, and can lose an answer.
final class Gateway: Sendable {
  /// How far a create call has come.
  enum Progress: Sendable {
    /// SmartBill hasn't seen it.
    case arrived
    /// SmartBill has executed it; Punte hasn't heard.
    case executed
    /// The answer has left for Punte.
    case answered
  }

  private let server: RawServer
  private let losesAnswer: Reference<Bool>

  /// - Parameter progress: returns true to cut the connection there.
  init(
    to address: String, progress: @escaping @Sendable (Progress) -> Bool
  ) throws {
    let port = try Self.port(of: address)
    let losesAnswer = Reference(false)
    self.losesAnswer = losesAnswer
    server = try RawServer { _, request in
      let isCreate = request.line.hasPrefix("POST /SBORO/api/invoice/v2 ")
      if isCreate, progress(.arrived) { return .close }
      let answer = Upstream.answer(to: request, port: port)
      if isCreate, losesAnswer.value.withLock({ $0.exchange(false) }) { return .close }
      if isCreate, progress(.executed) { return .close }
      guard !answer.isEmpty else { return .close }
      return .relay(answer) { if isCreate { _ = progress(.answered) } }
    }
  }

  var address: String { String(server.url.dropLast()) }

  /// Has the next create call executed, and its answer lost.
  func loseNextAnswer() { losesAnswer.value.withLock { $0 = true } }

  var hasLostAnswer: Bool { losesAnswer.value.withLock { !$0 } }

  func stop() { server.stop() }

  private static func port(of address: String) throws -> UInt16 {
    guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw Polling.NeverSo(description: "\(address) has no port")
    }
    return port
  }
}

extension Bool {
  fileprivate mutating func exchange(_ new: Bool) -> Bool {
    defer { self = new }
    return self
  }
}

/// A locked value that a closure can hold before the object that owns it exists.
final class Reference<Value>: Sendable {
  let value: Mutex<Value>
  init(_ value: sending Value) { self.value = Mutex(value) }
}
