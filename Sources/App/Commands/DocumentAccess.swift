import Documents
import Domain
import Engine
import Logging
import SmartBill
import Transport

/// Documents as the command line gets them: from the `serve` that runs, else by itself.
struct DocumentAccess: Sendable {
  let settings: Settings

  func pdf(of invoice: Invoice) async throws(CommandError) -> [UInt8] {
    let service = RunningService(socketPath: settings.database.socketPath)
    if let pdf = try await service.pdf(of: invoice.id) { return pdf }
    return try await ownPDF(of: invoice)
  }

  private func ownPDF(of invoice: Invoice) async throws(CommandError) -> [UInt8] {
    guard let clock = WallClock() else { throw CommandError(Server.StartError.timeZoneMissing) }
    let now = clock.now()
    let blocked = try await DatabaseAccess(settings.database)
      .read { (store) async throws(StoreError) in try await store.blockedAccounts(at: now) }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    // Whether calls were made just before, nobody can say: the first window counts as full.
    let client = SmartBillClient(
      accounts: Array(settings.accounts.values), transport: transport, time: clock,
      hasHistory: true, blockedAccounts: blocked)
    let documents = KeptDocuments(
      folder: DocumentFolder(path: settings.database.documentsPath), source: client, time: clock,
      logger: Logger(label: "punte") { _ in SwiftLogNoOpLogHandler() })
    switch await documents.pdf(of: invoice) {
    case .printed(let pdf): return pdf
    case .unavailable(let failure, _): throw CommandError(failure)
    }
  }
}

extension CommandError {
  /// Of a document that can't be had now.
  init(_ failure: Failure) {
    let detail = failure.detail.map { " (\($0))" } ?? ""
    self.init(
      "\(failure.reason.en)\(detail)", remedy: failure.code.typedRemedy.en, .temporary)
  }
}
