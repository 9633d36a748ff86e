import Domain
import SmartBill
import StoreSQLite
import Transport

/// Asks SmartBill about the accounts of the settings.
struct AccountProbe {
  let settings: Settings
  let database: DatabaseFacts
  /// The service that runs, if one does: it asks, so that the calls count in its own rate window.
  let service: RunningService?
  let transport: HTTPTransport
  /// Of all accounts: those with one token share its rate window.
  private let client: SmartBillClient

  /// SmartBill's window and a little more: calls of a service that has just ended may be in it.
  private static let recent = Duration.seconds(15)

  init(
    settings: Settings, database: DatabaseFacts, service: RunningService?,
    transport: HTTPTransport, time: any TimeSource
  ) {
    self.settings = settings
    self.database = database
    self.service = service
    self.transport = transport
    let now = time.now()
    client = SmartBillClient(
      accounts: Array(settings.accounts.values), transport: transport, time: time,
      hasHistory: database.ledger.lastEventAt.map { now - $0 < Self.recent } ?? false,
      blockedAccounts: database.ledger.blocked)
  }

  /// - Parameter skipped: why SmartBill is not to be asked.
  func facts(of account: SmartBillAccount, skipped: BilingualText?) async -> AccountFacts {
    let shops = settings.shops.filter { $0.value.account == account.id }
    let question = AccountQuestion(
      account: account.id, series: Set(shops.values.flatMap(\.invoicing.allSeries)),
      proformaSeries: Set(shops.values.flatMap(\.invoicing.proformaSeries)),
      receiptSeries: Set(shops.values.flatMap(\.invoicing.receiptSeries)),
      warehouses: Set(shops.values.flatMap(\.warehouses)))
    var inspection = AccountFacts.Inspected.skipped(skipped ?? .both("-", "-"))
    var recordsAfter = database.ledger.records
    if skipped == nil {
      inspection = await inspected(question)
      if case .good = database.opened, let reader = try? SQLiteStore.reader(path: database.path) {
        recordsAfter = (try? await LedgerFacts.records(from: reader, of: settings)) ?? [:]
        reader.close()
      }
    }
    return AccountFacts(
      id: account.id, account: account, shops: shops, inspection: inspection,
      ledger: database.ledger, recordsAfter: recordsAfter,
      sharingToken: settings.accounts.values
        .filter { $0.id != account.id && $0.token == account.token }.map(\.id))
  }

  private func inspected(_ question: AccountQuestion) async -> AccountFacts.Inspected {
    if database.owner != nil {
      guard let service else {
        return .skipped(
          .both(
            "serviciul Punte rulează, dar nu răspunde la \(settings.database.socketPath); "
              + "pe lângă el SmartBill nu e întrebat, ca să nu blocheze tokenul",
            "“punte serve” runs, but doesn't answer at \(settings.database.socketPath); SmartBill "
              + "is not asked beside it, lest it block the token"))
      }
      guard let inspection = await service.inspect(question, through: transport)
      else {
        return .skipped(
          .both(
            "serviciul Punte, care rulează, n-a întrebat SmartBill; reporniți-l dacă setările sunt "
              + "mai noi",
            "the running “punte serve” did not ask SmartBill; restart it if the "
              + "settings are newer"))
      }
      return .known(inspection)
    }
    return .known(await client.inspect(question))
  }
}
