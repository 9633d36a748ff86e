import Documents
import Domain
import Engine
import Glibc
import Listener
import Logging
import Meters
import ServiceLifecycle
import Shops
import Signatures
import SmartBill
import StoreSQLite
import Transport
import UnixSignals

/// Wires the parts of `punte serve`, and runs them until a signal asks it to end.
struct Server {
  let settings: Settings
  /// Reads the settings once more.
  let reread: @Sendable () throws(CommandError) -> Settings

  enum StartError: Error, Equatable {
    /// Without tzdata nobody knows which fiscal day it is.
    case timeZoneMissing
    /// A shop's secrets can't be used.
    case verifier(ShopID, VerifierError)
    /// The system lets the process have fewer files open than it needs to start.
    case tooFewFiles(limit: Int)
    /// They name others than the ledger's documents belong to.
    case settingsMoved(SettingsContinuity.Break)
    /// The database was opened, and doesn't answer what is asked at the start.
    case database(path: String, StoreError, isDamaged: Bool)
  }

  /// What a create call under way needs beyond its own time-out: keeping its answer.
  private static let shutdownReserve = Duration.seconds(30)

  /// Throws `StartError`, the store's `OpenError` and `StoreError`, and what binding throws.
  func run() async throws {
    let logger = Logger(label: "punte")
    for defect in KnownDefect.found(in: Version.libraries) {
      logger.warning("this \(defect.library) \(defect.text.en)")
    }
    if geteuid() == 0 {
      logger.warning(
        "runs as root, who may change everything on this machine",
        metadata: ["remedy": "run it as a user of its own, who owns the database and the secrets"])
    }
    settings.warn(of: .ofWallClock, logger)
    let files = OpenFiles.raise()
    guard files.isEnough else { throw StartError.tooFewFiles(limit: files.limit) }
    guard let clock = WallClock() else { throw StartError.timeZoneMissing }
    let verifiers = VerifierBook(try settings.verifiers())
    // From here on it has the secrets read again, and doesn't end the process.
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    let startedAt = clock.now()
    let meters = Meters()
    let store = try SQLiteStore.open(path: settings.database.path, at: startedAt, meters: meters)
    let clockWatch = ClockWatch(clock)
    let owners = try await asking(store) { () async throws(StoreError) in
      try await store.documentOwners()
    }
    let continuity = SettingsContinuity(owners: owners)
    if let found = continuity.firstBreak(in: settings) {
      await store.close()
      throw StartError.settingsMoved(found)
    }
    let recovery = try await asking(store) { () async throws(StoreError) in
      try await store.recover(at: clock.now())
    }
    if recovery.clockSetBack > .zero {
      clockWatch.noteSetBack(by: recovery.clockSetBack)
      logger.warning(
        "the machine's clock went back since the last end: what waits was moved with it",
        metadata: ["seconds": "\(recovery.clockSetBack.wholeMilliseconds / 1000)"])
    }
    if recovery.jobsReleased + recovery.invoicesInDoubt + recovery.paymentsInDoubt > 0 {
      logger.warning(
        "took up what a process that died had left",
        metadata: [
          "jobs": "\(recovery.jobsReleased)", "invoices_in_doubt": "\(recovery.invoicesInDoubt)",
          "payments_in_doubt": "\(recovery.paymentsInDoubt)",
        ])
    }

    let key = try await asking(store) { () async throws(StoreError) in
      try await store.referenceKey()
    }
    guard let secret = try? Secret(bytes: key) else {
      await store.close()
      throw StartError.database(
        path: settings.database.path, .unavailable("the table meta has no reference key"),
        isDamaged: true)
    }
    let seal = ReferenceSeal(secret)
    let transport = HTTPTransport()
    let invoicing = SmartBillClient(
      accounts: Array(settings.accounts.values), transport: transport, time: clock,
      hasHistory: recovery.hasHistory, blockedAccounts: recovery.blockedAccounts, meters: meters,
      seal: seal, obstacle: { store.displacement })
    let recent = RecentFailures()
    let callbacks = CallbackClient(
      endpoints: settings.endpoints, transport: transport, links: settings.documents?.links)
    let engine = Engine(
      store: store, invoicing: invoicing, stock: invoicing,
      shops: settings.shops.mapValues { _ in callbacks },
      settings: engineSettings, time: clock, logger: logger, meters: meters, recent: recent,
      watch: clockWatch)
    let documents = documents(of: invoicing, store, clock, logger)
    let refused = RefusedDeliveries()
    let secretUses = SecretUses()
    let port = ListeningPort()
    let listener = Listener(
      host: settings.listen.host, port: settings.listen.port, verifiers: verifiers, inbox: store,
      clock: clock, refused: refused, documents: documents,
      links: settings.documents.map { DocumentLinkVerifier(secrets: $0.secrets) },
      schema: PackageResources.events_schema_json, stockPushes: settings.stockPushes,
      secretUses: secretUses,
      limits: limits(files, logger), meters: meters, logger: logger,
      onServerRunning: { bound in
        announce(bound, logger)
        port.set(bound)
      }, onAccepted: { engine.wake() })
    let ending = Ending()
    let observer = Observer(
      store: store, databasePath: settings.database.path, engine: engine, invoicing: invoicing,
      meters: meters, recent: recent, series: settings.allSeries, ending: ending, clock: clock,
      watch: clockWatch, startedAt: startedAt)
    let refresher = SecretRefresher(
      settings: settings, continuity: continuity, signals: hangups, reread: reread,
      verifiers: verifiers, callbacks: callbacks, time: clock, logger: logger)
    let admin = AdminSocket(
      path: settings.database.socketPath,
      operations: CheckedActs(of: store, invoicing, time: clock),
      documents: documents, refused: refused, report: observer, clock: clock, logger: logger,
      inspector: invoicing, stock: invoicing, listeningPort: { port.value },
      refreshSecrets: { refresher.refresh() }, onAct: { engine.wake() })
    let keeper = SecretUseKeeper(uses: secretUses, inbox: store, time: clock, logger: logger)
    let watch = settings.admin.listen.map { address in
      WatchListener(
        host: address.host, port: address.port, report: observer, logger: logger,
        onServerRunning: { port in announceWatch(ListenAddress(host: address.host, port: port)) })
    }
    let drain = Drain(ending: ending, duration: settings.admin.drain, logger: logger)

    let timer = Timer(
      inbox: store, shops: settings.shops.keys.sorted(), hasHistory: recovery.hasHistory,
      time: clock, logger: logger, onAccepted: { engine.wake() })

    let stockTimer = StockTimer(
      inbox: store, schedules: settings.policies.compactMapValues(\.stock?.schedule), time: clock,
      logger: logger, onAccepted: { engine.wake() })

    let policy = settings.keep.policy
    let housekeepers: [any Service] =
      policy == KeepPolicy()
      ? [] : [Housekeeper(store: store, keep: policy, time: clock, logger: logger)]

    // Ended from the last to the first: nothing is accepted any more when the engine ends, and who
    // watches sees it end.
    let watched: [any Service] = watch.map { [$0] } ?? []
    let services: [any Service] =
      watched + [admin, engine, timer, stockTimer] + housekeepers
      + [keeper, refresher, listener, drain]
    var configuration = ServiceGroupConfiguration(
      // What is under way ends in order also where another part fails.
      services: services.map {
        ServiceGroupConfiguration.ServiceConfiguration(
          service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
      },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration =
      settings.admin.drain + createTimeout + Self.shutdownReserve
    try await ServiceGroup(configuration: configuration).run()
    transport.shutdown()
    await store.close()
    logger.info("ended")
  }

  /// Asks something of the database at the start; it is closed where it doesn't answer.
  private func asking<Value>(
    _ store: SQLiteStore, _ body: () async throws(StoreError) -> Value
  ) async throws(StartError) -> Value {
    do throws(StoreError) {
      return try await body()
    } catch {
      let isDamaged = store.damage != nil
      await store.close()
      throw .database(path: settings.database.path, error, isDamaged: isDamaged)
    }
  }

  private var engineSettings: EngineSettings {
    EngineSettings(
      policies: settings.policies, doubtTimings: settings.accounts.mapValues(\.doubt),
      createTimeout: createTimeout,
      stockDuration: SmartBillClient.stockDurationMax(
        timeout: settings.accounts.values.map(\.timeouts.stock).max() ?? Timeouts().stock))
  }

  private func documents(
    of client: SmartBillClient, _ store: SQLiteStore, _ clock: WallClock, _ logger: Logger
  ) -> DocumentDesk {
    let kept = KeptDocuments(
      folder: DocumentFolder(path: settings.database.documentsPath), source: client, time: clock,
      logger: logger)
    return DocumentDesk(source: kept) { (id) async throws(StoreError) in
      try await store.invoice(id)?.invoice
    }
  }

  private func limits(_ files: OpenFiles, _ logger: Logger) -> ListenerLimits {
    var limits = ListenerLimits()
    let wanted = limits.connectionsMax
    limits.connectionsMax = files.connections(of: wanted)
    if limits.connectionsMax < wanted {
      logger.warning(
        "fewer connections can stand at once than should: the limit on open files is low",
        metadata: [
          "limit": "\(files.limit)", "connections": "\(limits.connectionsMax)",
          "remedy": "\(OpenFiles.remedy(for: wanted))",
        ])
    }
    return limits
  }

  /// The longest of the accounts'.
  private var createTimeout: Duration {
    settings.accounts.values.map(\.timeouts.create).max() ?? Timeouts().create
  }

  /// On standard output for scripts, which may have asked for port 0; the log is for people.
  private func announce(_ port: Int, _ logger: Logger) {
    let address = ListenAddress(host: settings.listen.host, port: port)
    Terminal.print("listening http://\(address)")
    logger.info("listening", metadata: ["address": "\(address)"])
  }

  private func announceWatch(_ address: ListenAddress) {
    Terminal.print("watch http://\(address)")
  }
}
