import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A stand-in for SmartBill's V1 API, built from `smartbill-api.md` alone: it shares no code with
/// the client, so that one misreading can't pass on both sides.
///
/// ``Account`` is the books, ``Endpoint`` an operation on them, ``SandboxState`` the whole as a
/// value that answers calls; this type carries calls from and answers to the network. Below
/// `/SBORO/api` it is SmartBill, below `/documente` it shows the documents, and below `/_sandbox`
/// a test looks inside and asks for faults. Nothing it issues is a fiscal document.
final class SmartBillSandbox: Sendable {
  /// An invoice of 400 lines has some 150 kB.
  static let bodyBytesMax = 2 * 1_024 * 1_024
  /// A connection that says nothing for so long is closed.
  static let idleTimeout = TimeAmount.seconds(60)

  let state: Mutex<SandboxState>
  let connectionsAccepted = Atomic(0)

  init(settings: SmartBillSettings) {
    state = Mutex(SandboxState(settings: settings))
  }

  /// The server as a service; port 0 takes a free port, and `onListening` is told which.
  func application(
    host: String, port: Int, onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) -> some ApplicationProtocol {
    let router = Router(context: SandboxContext.self)
    router.add(middleware: APIMiddleware(sandbox: self))
    addControlRoutes(to: router)
    addPageRoutes(to: router)
    var logger = Logger(label: "punte-sandbox.smartbill")
    logger.logLevel = .warning
    return Application(
      router: router,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: self.acceptingConnection(),
          idleTimeout: Self.idleTimeout)),
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
      logger: logger)
  }

  /// Counts a connection; adds no handler.
  private func acceptingConnection() -> [any RemovableChannelHandler] {
    connectionsAccepted.add(1, ordering: .relaxed)
    return []
  }
}
