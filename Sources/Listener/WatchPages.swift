import HTTPTypes
import Hummingbird
import Meters

/// The pages for those who watch the service: health and metrics. They tell nothing of an order,
/// and nothing can be done through them.
struct WatchPages: Sendable {
  let report: any SelfReport

  /// nil if the path is none of them.
  func answer(_ request: Request) async -> Response? {
    let page: @Sendable () async -> Response
    switch request.uri.path {
    case "/healthz/live": page = { Self.response(await report.liveness()) }
    case "/healthz/ready": page = { Self.response(await report.readiness()) }
    case "/metrics": page = { Self.metrics(await report.metrics()) }
    default: return nil
    }
    switch request.method {
    case .get: return await page()
    case .head: return await page().createHeadResponse()
    default: return .methodNotAllowed(allow: "GET, HEAD")
    }
  }

  private struct HealthDocument: Encodable {
    let status: String
    let reasons: [Health.Reason]
  }

  private static func response(_ health: Health) -> Response {
    let document = HealthDocument(
      status: health.isGood ? "ok" : "unavailable", reasons: health.reasons)
    return (try? .json(health.isGood ? .ok : .serviceUnavailable, of: document)) ?? .unavailable
  }

  private static func metrics(_ text: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: MetricText.contentType],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
