import Foundation
import FoundationNetworking
import ServiceLifecycle

/// Tells about stock that has moved, one message after another, each tried once.
struct StockPusher: Service {
  let sandbox: SmartBillSandbox

  /// A server that takes longer isn't waited for.
  static let answerSeconds: TimeInterval = 10

  func run() async throws {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Self.answerSeconds
    configuration.httpCookieStorage = nil
    let session = URLSession(configuration: configuration)
    defer { session.invalidateAndCancel() }
    for await push in sandbox.pushes.cancelOnGracefulShutdown() {
      let body = push.body.json
      let status = await send(body, to: push.target, through: session)
      sandbox.state.withLock { state in
        state.pushes.add(
          .init(body: body, status: status, milliseconds: Moment.now.milliseconds))
      }
    }
  }

  private func send(
    _ body: String, to target: StockPush.Target, through session: URLSession
  ) async -> Int? {
    var request = URLRequest(url: target.url)
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    request.setValue("application/json", forHTTPHeaderField: "content-type")
    request.setValue("Bearer \(target.token)", forHTTPHeaderField: "authorization")
    let answer = try? await session.data(for: request)
    return (answer?.1 as? HTTPURLResponse)?.statusCode
  }
}
