import Domain
import FoundationEssentials
import HTTPTypes
import Listener
import Transport

extension RunningService {
  /// The last deliveries that it refused.
  func refused() async throws(CommandError) -> RefusedListing {
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let listing: RefusedListing? = await answer(
      to: TransportRequest(
        method: .get, url: "http://punte/refused", connection: .fresh, unixSocketPath: socketPath),
      through: transport)
    guard let listing else {
      throw CommandError(
        "no running punte answers at \(socketPath), and what was refused is in its memory alone",
        remedy: "Start one with “punte serve”, or name its settings with --settings.", .unavailable)
    }
    return listing
  }

  /// Long enough for SmartBill's answers in turn, behind the service's own calls.
  private static let inspectionMilliseconds = 180_000

  /// Nil where nothing answers.
  func listener(through transport: HTTPTransport) async -> ListenerPort? {
    await answer(
      to: TransportRequest(
        method: .get, url: "http://punte/listener", connection: .fresh, unixSocketPath: socketPath),
      through: transport)
  }

  /// Why events should not be sent to it now; empty where it is ready, or nothing answers.
  func reasonsAgainst(through transport: HTTPTransport) async -> [Health.Reason] {
    let request = TransportRequest(
      method: .get, url: "http://punte/healthz/ready", connection: .fresh,
      unixSocketPath: socketPath)
    guard case .answered(let response) = await transport.send(request), response.status == 503
    else { return [] }
    return (try? JSONDecoder().decode(Health.self, from: Data(response.body)))?.reasons ?? []
  }

  /// Has the service read the shops' secrets again; nil where nothing answers.
  func refreshSecrets(through transport: HTTPTransport) async -> SecretsRefresh? {
    await answer(
      to: TransportRequest(
        method: .post, url: "http://punte/secrets", connection: .fresh,
        unixSocketPath: socketPath), through: transport)
  }

  /// Nil where the service can't or won't.
  func inspect(
    _ question: AccountQuestion, through transport: HTTPTransport
  ) async -> AccountInspection? {
    guard let body = try? JSONEncoder().encode(question) else { return nil }
    return await answer(
      to: TransportRequest(
        method: .post, url: "http://punte/inspections",
        headers: [.contentType: "application/json"], body: Array(body),
        limits: TransportLimits(totalTimeoutMilliseconds: Self.inspectionMilliseconds),
        connection: .fresh, unixSocketPath: socketPath), through: transport)
  }

  /// Longer than SmartBill's own plugin waits, for each of a few warehouses.
  private static let stockMilliseconds = 360_000
  /// What SmartBill may answer, as our own JSON.
  private static let stockBytesMax = 128 << 20

  /// Nil where the service can't or won't.
  func stock(
    of account: AccountID, in warehouses: [String], through transport: HTTPTransport
  ) async -> StockReading? {
    guard
      let body = try? JSONEncoder().encode(StockAsk(account: account, warehouses: warehouses))
    else { return nil }
    return await answer(
      to: TransportRequest(
        method: .post, url: "http://punte/stocks",
        headers: [.contentType: "application/json"], body: Array(body),
        limits: TransportLimits(
          totalTimeoutMilliseconds: Self.stockMilliseconds, responseBytesMax: Self.stockBytesMax),
        connection: .fresh, unixSocketPath: socketPath), through: transport)
  }

  private func answer<Answer: Decodable>(
    to request: TransportRequest, through transport: HTTPTransport
  ) async -> Answer? {
    guard case .answered(let response) = await transport.send(request), response.status == 200
    else { return nil }
    return try? JSONDecoder().decode(Answer.self, from: Data(response.body))
  }
}
