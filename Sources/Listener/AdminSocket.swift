import Domain
import FoundationEssentials
import Hummingbird
import Logging
import ServiceLifecycle

/// The operator's side of the running service, on a Unix domain socket beside the database, so that
/// the database keeps its one writer (design §5).
///
/// Who may write to the socket may act: it is the owner's alone.
public struct AdminSocket: Service, CustomStringConvertible {
  /// An act is a few hundred bytes.
  public static let bodyBytesMax = 64 * 1024
  /// Only the command line calls, a few people at a time.
  public static let connectionsMax = 16

  private let site: AdminSite
  private let path: String
  private let limits: ListenerLimits
  private let logger: Logger
  private let onServerRunning: @Sendable () async -> Void

  /// - Parameters:
  ///   - path: at most 107 bytes, as the system bounds it. A socket left there is removed: the
  ///     caller holds the database's lock, which proves that its owner is dead.
  ///   - inspector: asks SmartBill for the command line, if anything does; so does `stock`.
  ///   - listeningPort: of the public side; nil until it listens.
  ///   - refreshSecrets: reads the shops' secrets again, if anything does.
  ///   - onAct: called after each act, when it is durable.
  public init(
    path: String, operations: any Operations, documents: DocumentDesk? = nil,
    refused: RefusedDeliveries, report: any SelfReport, clock: any TimeSource, logger: Logger,
    inspector: (any AccountInspecting)? = nil, stock: (any StockSource)? = nil,
    listeningPort: @escaping @Sendable () -> Int? = { nil },
    refreshSecrets: (@Sendable () -> SecretsRefresh)? = nil,
    onServerRunning: @escaping @Sendable () async -> Void = {},
    onAct: @escaping @Sendable () -> Void
  ) {
    var limits = ListenerLimits()
    limits.bodyBytesMax = Self.bodyBytesMax
    limits.connectionsMax = Self.connectionsMax
    site = AdminSite(
      operations: operations, documents: documents, refused: refused, report: report, clock: clock,
      bodyBytesMax: limits.bodyBytesMax, logger: logger, onAct: onAct, inspector: inspector,
      stock: stock,
      listeningPort: listeningPort, refreshSecrets: refreshSecrets)
    self.path = path
    self.limits = limits
    self.logger = logger
    self.onServerRunning = onServerRunning
  }

  /// ServiceLifecycle logs its services as they describe themselves.
  public var description: String { "AdminSocket(\(path))" }

  /// Throws what binding throws: the path is too long, is no socket, or its folder can't be written.
  public func run() async throws {
    let application = Application(
      responder: site,
      server: .bounded(by: limits),
      configuration: .init(
        address: .unixDomainSocket(path: path),
        availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: logger)),
      onServerRunning: { [path, logger, onServerRunning] channel in
        do {
          // No connection is served before this returns.
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
          await onServerRunning()
        } catch {
          logger.critical(
            "The admin socket can't be made private, so it is closed.",
            metadata: ["path": "\(path)", "error": "\(error)"])
          channel.close(promise: nil)
        }
      },
      logger: logger)
    try await application.run()
    try? FileManager.default.removeItem(atPath: path)
  }
}
