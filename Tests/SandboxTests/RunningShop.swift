import Foundation
import FoundationNetworking
import TestKit

@testable import Sandbox

/// A shop on a free port of this machine, for as long as a test's body runs.
struct RunningShop {
  let shop: Shop
  let base: String

  static let secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  static func withOne(
    secret text: String = secretText, _ body: @Sendable @escaping (RunningShop) async throws -> Void
  ) async throws {
    guard let secret = ShopSecret(text) else { throw URLError(.badURL) }
    let shop = Shop(ShopState(at: .now()), callbackSecret: secret, seriesHint: "FCT")
    let (ports, announcer) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { announcer.finish() }
        try await ShopServer(shop: shop, secret: secret).run { announcer.yield($0) }
      }
      group.addTask {
        guard let port = await ports.first(where: { _ in true }) else { return }
        try await body(RunningShop(shop: shop, base: "http://127.0.0.1:\(port)"))
      }
      // The server only ends by itself when it fails.
      try await group.next()
      group.cancelAll()
      try? await group.waitForAll()
    }
  }

  func send(
    _ method: String, _ path: String, _ body: String = "", headers: [String: String] = [:],
    timeoutSeconds: TimeInterval = 120
  ) async throws -> (status: Int, body: String, headers: [AnyHashable: Any]) {
    guard let url = URL(string: base + path) else { throw URLError(.badURL) }
    var request = URLRequest(url: url, timeoutInterval: timeoutSeconds)
    request.httpMethod = method
    if method != "GET" { request.httpBody = Data(body.utf8) }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    // A connection a request: on a kept one, URLSession sits out a drop until its time-out.
    let session = URLSession(configuration: .ephemeral, delegate: Stay(), delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let (data, response) = try await session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    return (response.statusCode, String(decoding: data, as: UTF8.self), response.allHeaderFields)
  }

  /// Sends a callback as Punte would, signed for now.
  func call(
    _ sample: SampleCallback, id: String, sequence: Int64, orderID: String = "1001",
    secret text: String = secretText, timeoutSeconds: TimeInterval = 120
  ) async throws -> Int {
    guard let secret = ShopSecret(text) else { throw URLError(.badURL) }
    let body = sample.body(of: orderID, sequence: sequence)
    let timestamp = ShopTime.now().seconds
    return try await send(
      "POST", "/punte/callback", body,
      headers: [
        "webhook-id": id, "webhook-timestamp": String(timestamp),
        "webhook-signature": ShopSignature.sign(
          id: id, timestamp: timestamp, body: Data(body.utf8), with: secret),
      ], timeoutSeconds: timeoutSeconds
    ).status
  }

  /// Looks until the state is as wished; false when it never is.
  func becomes(_ wished: @Sendable (ShopState) -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + Polling.deadlineDefault
    while !shop.read(wished) {
      guard ContinuousClock.now < deadline else { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
    return true
  }
}

/// Shows redirects to the test instead of following them.
private final class Stay: NSObject, URLSessionTaskDelegate, Sendable {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
