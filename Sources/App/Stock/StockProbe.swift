import Domain
import Listener
import SmartBill
import StoreSQLite
import Transport

/// Asks SmartBill for a shop's stock from the command line: through the service that runs, so that
/// the calls count in its own rate window, else by itself.
struct StockProbe {
  let settings: Settings
  let transport: HTTPTransport
  let time: any TimeSource

  /// How long a person waits while SmartBill's window is others'.
  private static let patience = Duration.seconds(60)

  func snapshot(of account: AccountID, under policy: StockPolicy) async throws(CommandError)
    -> StockSnapshot
  {
    let deadline = time.now() + Self.patience
    var asOf = time.now()
    var reading = try await reading(account, policy.warehouses)
    while case .busy(let until) = reading, until < deadline {
      await time.sleep(until: until)
      asOf = time.now()
      reading = try await self.reading(account, policy.warehouses)
    }
    switch reading {
    case .rows(let rows, let unreadable):
      return StockSnapshot(
        rows: rows, unreadable: unreadable, identifiedBy: policy.identity, asOf: asOf)
    case .refused(let failure), .unavailable(let failure): throw CommandError(failure)
    case .busy: throw CommandError(Failure(.stockBusy))
    case .blocked(let until):
      throw CommandError(Failure(.smartBillBlocked, detail: "until \(until.localText)"))
    }
  }

  private func reading(_ account: AccountID, _ warehouses: [String]) async throws(CommandError)
    -> StockReading
  {
    let database = DatabaseAccess(settings.database)
    if await database.isServed() {
      let service = RunningService(socketPath: settings.database.socketPath)
      guard
        let reading = await service.stock(of: account, in: warehouses, through: transport)
      else {
        throw CommandError(
          "the running “punte serve” did not ask SmartBill",
          remedy: "Restart it if the settings are newer, or if it is another version.", .temporary)
      }
      return reading
    }
    guard let account = settings.accounts[account] else {
      return .unavailable(Failure(.shopNotConfigured))
    }
    let blocked = try await database.read { (store) async throws(StoreError) in
      try await store.blockedAccounts(at: time.now())
    }
    // Nobody knows what a service that has just ended has used of the window. A block of another
    // account with the same token counts too.
    return await SmartBillClient(
      accounts: Array(settings.accounts.values), transport: transport, time: time,
      hasHistory: true, blockedAccounts: blocked
    ).stock(of: account.id, in: warehouses)
  }
}
