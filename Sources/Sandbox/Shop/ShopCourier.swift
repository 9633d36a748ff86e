import Foundation
import FoundationNetworking

/// Carries the outbox to Punte, retrying each webhook under its first id until a 2xx.
struct ShopCourier: Sendable {
  let shop: Shop
  let secret: ShopSecret

  /// A server that takes longer is asked again.
  static let answerSeconds: TimeInterval = 10
  /// More would rather test this shop's client than Punte.
  static let concurrentSendsMax = 16

  func run() async {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Self.answerSeconds
    configuration.httpMaximumConnectionsPerHost = Self.concurrentSendsMax
    configuration.httpCookieStorage = nil
    let session = URLSession(
      configuration: configuration, delegate: RedirectRefusal(), delegateQueue: nil)
    await withDiscardingTaskGroup { group in
      for await _ in shop.bell {
        let (punte, entries) = shop.note { state, now -> (URL?, [ShopOutbox.Entry]) in
          guard let punte = state.punte.flatMap({ URL(string: $0) }) else { return (nil, []) }
          let room = Self.concurrentSendsMax - state.outbox.sendingCount
          return (punte, state.outbox.claim(at: now, atMost: room))
        }
        guard let punte else { continue }
        for entry in entries {
          group.addTask { await deliver(entry, to: punte, through: session) }
        }
      }
      group.cancelAll()
    }
    session.invalidateAndCancel()
  }

  private func deliver(
    _ entry: ShopOutbox.Entry, to punte: URL, through session: URLSession
  ) async {
    let answer = await send(entry, to: punte, through: session)
    let delayMs = shop.note { state, now in
      state.outbox.settle(entry.id, with: answer, at: now)
    }
    // The next one of this order, or one that found no room, may leave at once.
    shop.ring()
    guard let delayMs else { return }
    try? await Task.sleep(for: .milliseconds(delayMs))
    shop.ring()
  }

  private func send(
    _ entry: ShopOutbox.Entry, to punte: URL, through session: URLSession
  ) async -> ShopOutbox.Answer {
    let body = Data(entry.body.utf8)
    let timestamp = ShopTime.now().seconds
    var request = URLRequest(url: punte)
    request.httpMethod = "POST"
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "content-type")
    request.setValue("punte-sandbox-shop", forHTTPHeaderField: "user-agent")
    request.setValue(entry.id, forHTTPHeaderField: "webhook-id")
    request.setValue(String(timestamp), forHTTPHeaderField: "webhook-timestamp")
    request.setValue(
      ShopSignature.sign(id: entry.id, timestamp: timestamp, body: body, with: secret),
      forHTTPHeaderField: "webhook-signature")
    do {
      let (_, response) = try await session.data(for: request)
      return ShopOutbox.Answer(status: (response as? HTTPURLResponse)?.statusCode)
    } catch {
      return ShopOutbox.Answer(error: error.localizedDescription)
    }
  }
}

/// Hands a redirect back as the answer: a webhook must not be carried to another address.
private final class RedirectRefusal: NSObject, URLSessionTaskDelegate, Sendable {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
