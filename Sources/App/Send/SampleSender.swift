import Domain
import HTTPTypes
import Transport

/// Sends samples to a listener, and compares its answers with what was expected.
struct SampleSender: Sendable {
  let url: String
  let signer: SampleSigner
  let transport = HTTPTransport()

  /// Sends a sample as often as it says, under one id, and prints each answer.
  func send(_ sample: Sample, id: String) async throws(CommandError) {
    guard SampleID.isValid(id) else {
      throw CommandError(
        "the sample's id can't be sent", remedy: "Write \(SampleID.rule) in delivery.json.",
        .badData)
    }
    for index in 0..<sample.delivery.times {
      let headers = try signer.headers(
        of: sample.body, id: id, as: sample.delivery.signature,
        nowSeconds: Timestamp.ofWallClock.seconds)
      let response = try await answer(to: sample.body, headers: headers)
      let body = String(decoding: response.body, as: UTF8.self)
      Terminal.print("\(id)  \(response.status)  \(Printable.text(body))")
      guard sample.delivery.expects(response.status, ofDelivery: index) else {
        throw Self.unexpected(
          response.status, insteadOf: sample.delivery.expected(ofDelivery: index))
      }
    }
  }

  private func answer(
    to body: [UInt8], headers: [(name: String, value: String)]
  ) async throws(CommandError) -> TransportResponse {
    var fields: HTTPFields = [.contentType: "application/json"]
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields[name] = header.value }
    }
    let request = TransportRequest(method: .post, url: url, headers: fields, body: body)
    switch await transport.send(request) {
    case .answered(let response): return response
    case .notSent(let failure), .unclear(let failure):
      throw CommandError(
        "\(url) did not answer: \(failure)", remedy: "Start “punte serve”, or say --to.",
        .unavailable)
    }
  }

  private static func unexpected(_ status: Int, insteadOf expected: Int?) -> CommandError {
    let what = "answered \(status), where \(expected.map(String.init) ?? "2xx") was expected"
    return switch status {
    case 401, 403:
      CommandError(
        what, remedy: "Compare the shop's secret and the clocks of both sides.", .notAllowed)
    case 429, 503:
      CommandError(what, remedy: "Look at the service's log, then try again.", .temporary)
    default:
      CommandError(what, remedy: "Look at the sample and at the service's log.", .badData)
    }
  }
}
