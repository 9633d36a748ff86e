import FoundationEssentials
import Transport

extension RunningService {
  /// A service that is known by its socket alone.
  init(socketPath: String) { self.init(socketPath: socketPath, process: 0) }

  /// How it stands now.
  func status() async throws(CommandError) -> ServiceStatus {
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let request = TransportRequest(
      method: .get, url: "http://punte/status", connection: .fresh, unixSocketPath: socketPath)
    switch await transport.send(request) {
    case .answered(let response) where response.status == 200:
      guard
        let status = try? JSONDecoder().decode(ServiceStatus.self, from: Data(response.body))
      else { throw Self.otherVersion }
      return status
    case .answered(let response) where response.status == 503:
      throw CommandError(
        "the service can't read its database now", remedy: "Look at its log, then try again.",
        .temporary)
    case .answered: throw Self.otherVersion
    case .notSent, .unclear:
      throw CommandError(
        "no running punte answers at \(socketPath)",
        remedy: "Start one with “punte serve”, or name its settings with --settings.",
        .unavailable)
    }
  }

  private static let otherVersion = CommandError(
    "the service that runs doesn't understand this punte",
    remedy: "Use the version that runs, or restart it with this one.", .unavailable)
}
