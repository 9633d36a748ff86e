import Hummingbird
import Logging
import ServiceLifecycle

/// Health and metrics over TCP, for load balancers and Prometheus. An operator's acts are not
/// among its addresses: they go through `AdminSocket` alone, whose owner the system knows.
public struct WatchListener: Service, CustomStringConvertible {
  /// A few probes and scrapes at a time; each may hold one answer that isn't taken.
  public static let connectionsMax = 64

  private let pages: WatchPages
  private let host: String
  private let port: Int
  private let logger: Logger
  private let onServerRunning: @Sendable (_ port: Int) async -> Void

  /// - Parameter port: 0 takes a free one, which `onServerRunning` tells.
  public init(
    host: String, port: Int, report: any SelfReport, logger: Logger,
    onServerRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    pages = WatchPages(report: report)
    self.host = host
    self.port = port
    self.logger = logger
    self.onServerRunning = onServerRunning
  }

  /// ServiceLifecycle logs its services as they describe themselves.
  public var description: String { "WatchListener(\(host):\(port))" }

  /// Throws what binding throws: the address is taken, or not ours.
  public func run() async throws {
    var limits = ListenerLimits()
    limits.connectionsMax = Self.connectionsMax
    let application = Application(
      responder: Site(pages: pages),
      server: .bounded(by: limits),
      configuration: .init(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: logger)),
      onServerRunning: { [port, onServerRunning] channel in
        await onServerRunning(channel.localAddress?.port ?? port)
      },
      logger: logger)
    try await application.run()
  }

  private struct Site: HTTPResponder {
    typealias Context = BasicRequestContext
    let pages: WatchPages

    func respond(to request: Request, context: BasicRequestContext) async -> Response {
      await pages.answer(request) ?? .notFound
    }
  }
}
