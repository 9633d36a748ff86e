import Domain
import FoundationEssentials
import HTTPTypes
import Listener
import Transport

/// A `serve` that runs elsewhere, as its Unix socket shows it.
struct RunningService: Sendable {
  let socketPath: String
  /// For a person who must find it.
  let process: Int32

  func perform(_ act: OperatorAct, by person: Operator) async throws(CommandError) -> ActResult {
    guard let body = try? JSONEncoder().encode(ActRequest(act: act, by: person)) else {
      throw CommandError(
        "the act can't be written as JSON", remedy: "Please report this.", .software)
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    // The host is a formality: the socket decides where the request goes.
    let request = TransportRequest(
      method: .post, url: "http://punte/acts", headers: [.contentType: "application/json"],
      body: Array(body),
      limits: TransportLimits(totalTimeoutMilliseconds: Self.smartBillTimeoutMilliseconds),
      connection: .fresh, unixSocketPath: socketPath)
    switch await transport.send(request) {
    case .answered(let response): return try result(of: response)
    case .notSent(let failure):
      throw CommandError(
        "process \(process) owns the database, but takes no acts at \(socketPath): \(failure)",
        remedy: "Try again once it runs; if that doesn't help, restart it.", .temporary)
    case .unclear(let failure):
      throw CommandError(
        "process \(process) took the act, but did not say what became of it: \(failure)",
        remedy: "Look with “show” before you try again.", .temporary)
    }
  }

  /// The document, as the service has it; nil if no service answers here.
  func pdf(of invoice: Invoice.ID) async throws(CommandError) -> [UInt8]? {
    guard FileReading.exists(socketPath) else { return nil }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let request = TransportRequest(
      method: .get, url: "http://punte/documents/\(invoice)",
      limits: TransportLimits(
        totalTimeoutMilliseconds: Self.smartBillTimeoutMilliseconds,
        responseBytesMax: Self.documentBytesMax),
      connection: .fresh, unixSocketPath: socketPath)
    switch await transport.send(request) {
    // The socket of a process that died.
    case .notSent: return nil
    case .unclear(let failure):
      throw CommandError(
        "the running service did not give the document: \(failure)", remedy: "Try again.",
        .temporary)
    case .answered(let response):
      if response.status == 200 { return response.body }
      if let failure = try? JSONDecoder().decode(Failure.self, from: Data(response.body)) {
        throw CommandError(failure)
      }
      throw CommandError(
        "the running service gave no document (\(response.status))",
        remedy: "Use the punte that runs, or restart it with this one.", .unavailable)
    }
  }

  /// The service's turn at SmartBill, and SmartBill's own time-out: it may have to ask there.
  private static let smartBillTimeoutMilliseconds = 60_000
  private static let documentBytesMax = 9 << 20

  private func result(of response: TransportResponse) throws(CommandError) -> ActResult {
    if response.status == 200,
      let result = try? JSONDecoder().decode(ActResult.self, from: Data(response.body))
    {
      return result
    }
    guard response.status >= 500 else {
      throw CommandError(
        "process \(process) doesn't understand this punte (\(response.status))",
        remedy: "Use the version that runs, or restart it with this one.", .unavailable)
    }
    throw CommandError(
      "process \(process) could not do it now (\(response.status))",
      remedy: "Look at its log, then try again.", .temporary)
  }
}
