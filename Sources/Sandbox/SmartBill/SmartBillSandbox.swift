import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A stand-in for SmartBill's V1 API, built from `smartbill-api.md` alone: it shares no code with
/// the client, so that one misreading can't pass on both sides. V3, which only reads nomenclatures,
/// isn't here; nor is anything kept when it ends.
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

  /// What is to be told about stock, for the ``StockPusher``.
  let pushes: AsyncStream<StockPush>
  private let tell: AsyncStream<StockPush>.Continuation

  init(settings: SmartBillSettings) {
    state = Mutex(SandboxState(settings: settings))
    (pushes, tell) = AsyncStream.makeStream()
  }

  /// Lets something act on the state, then tells about the stock that it has moved.
  func act<Result>(_ body: (inout SandboxState) -> Result) -> Result {
    state.withLock { state in
      let result = body(&state)
      // Within the lock, so that what moved later is told later.
      if let push = state.takePush() { tell.yield(push) }
      return result
    }
  }

  func push(_ push: StockPush) {
    tell.yield(push)
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
    var application = Application(
      router: router,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: self.acceptingConnection(),
          idleTimeout: Self.idleTimeout)),
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
      logger: logger)
    application.addServices(StockPusher(sandbox: self))
    return application
  }

  /// Counts a connection; adds no handler.
  private func acceptingConnection() -> [any RemovableChannelHandler] {
    connectionsAccepted.add(1, ordering: .relaxed)
    return []
  }
}
