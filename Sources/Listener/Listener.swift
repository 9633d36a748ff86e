import Domain
import Hummingbird
import Logging
import Meters
import ServiceLifecycle
import Signatures

/// The public side of the service: takes deliveries from shops (design §1), shows invoices.
///
/// A graceful shutdown refuses new connections and finishes the requests under way; it ends within
/// `requestDuration`, as every request does, and the time that the store takes; a document's may take
/// SmartBill's time, and `answerDuration` for a slow reader.
public struct Listener: Service, CustomStringConvertible {
  private let site: PublicSite
  private let host: String
  private let port: Int
  private let limits: ListenerLimits
  private let logger: Logger
  private let onServerRunning: @Sendable (_ port: Int) async -> Void

  /// - Parameters:
  ///   - port: 0 takes a free one, which `onServerRunning` tells.
  ///   - documents: where invoices' PDFs are found; nil answers 404 to all links.
  ///   - links: judges the links to them; nil where they are not set up.
  ///   - stockPushes: who may push stock, and which shops hear of it.
  ///   - schema: the JSON Schema of events, served at `/schema/events.json`.
  ///   - secretUses: is told which secret each delivery was signed with.
  ///   - onServerRunning: called once, when connections are accepted.
  ///   - onAccepted: called after each new event, when it is durable.
  public init(
    host: String, port: Int, verifiers: VerifierBook, inbox: any Inbox,
    clock: any TimeSource, refused: RefusedDeliveries,
    documents: DocumentDesk? = nil, links: DocumentLinkVerifier? = nil, schema: [UInt8]? = nil,
    stockPushes: StockPushBook = StockPushBook(), secretUses: SecretUses = SecretUses(),
    limits: ListenerLimits = ListenerLimits(),
    meters: Meters = Meters(), logger: Logger,
    onServerRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in },
    onAccepted: @escaping @Sendable () -> Void
  ) {
    let memory = BodyMemory(bytesMax: limits.allBodiesBytesMax)
    site = PublicSite(
      webhooks: WebhookReceiver(
        book: verifiers, inbox: inbox, clock: clock, refused: refused,
        refusalLog: RefusalLog(logger: logger), secretUses: secretUses,
        bodyBytesMax: limits.bodyBytesMax,
        memory: memory, meters: meters, logger: logger, onAccepted: onAccepted),
      stocks: StockPushSite(
        book: stockPushes, inbox: inbox, clock: clock, bodyBytesMax: limits.bodyBytesMax,
        memory: memory, meters: meters, logger: logger, onAccepted: onAccepted),
      documents: documents.map {
        DocumentSite(
          desk: $0, verifier: links, clock: clock, logger: logger,
          memory: BodyMemory(bytesMax: limits.allDocumentsBytesMax))
      },
      schema: schema.map { ByteBuffer(bytes: $0) },
      unknownAddresses: UnknownAddresses(
        book: verifiers, refused: refused, clock: clock, meters: meters, logger: logger),
      targetBytesMax: limits.targetBytesMax)
    self.host = host
    self.port = port
    self.limits = limits
    self.logger = logger
    self.onServerRunning = onServerRunning
  }

  /// ServiceLifecycle logs its services as they describe themselves: nothing of the shops.
  public var description: String { "Listener(\(host):\(port))" }

  /// Throws what binding throws: the address is taken, or not ours.
  public func run() async throws {
    let application = Application(
      responder: site,
      server: .bounded(by: limits),
      configuration: .init(
        address: .hostname(host, port: port), backlog: limits.queuedConnectionsMax,
        availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: logger)),
      onServerRunning: { [port, onServerRunning] channel in
        await onServerRunning(channel.localAddress?.port ?? port)
      },
      logger: logger)
    try await application.run()
  }
}
