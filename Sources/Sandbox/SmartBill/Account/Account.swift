/// A company's books in the pretended SmartBill: series, numbering, documents, payments, stock.
///
/// A value with no clock, no chance and no HTTP: dates and hashes are arguments. What can be done
/// with the books is in its extensions, a file a concern; each act does all that it does, or throws
/// a ``Refusal`` and does nothing.
struct Account: Sendable {
  /// Documents an account holds before it answers like a plan that is used up: enough for a
  /// load test, little enough for memory.
  static let documentsMax = 100_000

  let rules: AccountRules
  private(set) var series: [Series]
  private(set) var documents: [IssuedDocument] = []
  /// What was deleted, in that order: SmartBill keeps nothing of it, but a test asks.
  private(set) var deleted: [IssuedDocument] = []
  /// Every payment there ever was, deleted ones included.
  private(set) var payments: [Payment] = []
  var stock: Stock
  var mail: [SentMail] = []
  private var indexByHash: [String: Int] = [:]
  private var indexByNumber: [DocumentNumber: Int] = [:]
  private var nextID = Self.firstID

  /// Live ids seen are of this size.
  private static let firstID = 50_000_001

  init(series: [Series], rules: AccountRules = AccountRules(), stock: Stock = Stock()) {
    self.series = series
    self.rules = rules
    self.stock = stock
  }

  /// What marks a new document apart from what was asked for.
  struct Mark {
    /// `yyyy-MM-dd`, for a request that names no date.
    var today: String
    var milliseconds: Int
    var hash: String
  }

  /// The document with a number, spelled as it was given out: whether `41` means `0041` is untested
  /// (smartbill-api.md §13), so the strict side is taken.
  func document(
    _ kind: DocumentKind = .invoice, series: String, number: String
  ) -> IssuedDocument? {
    indexByNumber[DocumentNumber(kind: kind, series: series, number: number)].map { documents[$0] }
  }

  func document(withHash hash: String) -> IssuedDocument? {
    indexByHash[hash].map { documents[$0] }
  }

  func demandRoom() throws(Refusal) {
    guard documents.count < Self.documentsMax else { throw .quotaReached }
  }

  /// A series by its name, for documents of its kind.
  func series(_ kind: DocumentKind, named name: String?) -> Series? {
    series.first { $0.kind == kind && $0.name == name }
  }

  /// Those that weren't deleted.
  var livePayments: [Payment] { payments.filter { $0.deletedMilliseconds == nil } }

  // MARK: What every act is made of

  var idOfNext: Int { nextID }

  mutating func takeID() -> Int {
    defer { nextID += 1 }
    return nextID
  }

  mutating func takeNumber(of series: Series) -> String {
    if let index = index(of: series) { self.series[index].nextNumber += 1 }
    return series.nextText
  }

  /// The series' last document is gone; its number is given out again.
  mutating func giveBackNumber(of series: Series) {
    if let index = index(of: series) { self.series[index].nextNumber -= 1 }
  }

  private func index(of series: Series) -> Int? {
    self.series.firstIndex { $0.kind == series.kind && $0.name == series.name }
  }

  mutating func add(_ document: IssuedDocument) {
    documents.append(document)
    indexDocument(at: documents.count - 1)
  }

  mutating func change(_ id: Int, _ change: (inout IssuedDocument) -> Void) {
    guard let index = documents.firstIndex(where: { $0.id == id }) else { return }
    change(&documents[index])
  }

  mutating func remove(_ document: IssuedDocument, at now: Int) -> IssuedDocument {
    var removed = document
    removed.deletedMilliseconds = now
    documents.removeAll { $0.id == document.id }
    deleted.append(removed)
    rebuildIndexes()
    return removed
  }

  mutating func add(_ payment: Payment) {
    payments.append(payment)
  }

  mutating func markDeleted(payment id: Int, at now: Int) {
    guard let index = payments.firstIndex(where: { $0.id == id }) else { return }
    payments[index].deletedMilliseconds = now
  }

  // MARK: The past

  /// The books as they once were, as a read that lags behind sees them: what was issued since is
  /// missing, what was deleted since is there. A cancellation isn't taken back, nor is the stock
  /// that it gave back.
  func asOf(_ milliseconds: Int) -> Account {
    var past = self
    let ever = (documents + deleted).sorted { $0.id < $1.id }
    past.documents = ever.filter {
      $0.issuedMilliseconds <= milliseconds && $0.deletedMilliseconds ?? .max > milliseconds
    }
    past.payments = payments.filter { $0.issuedMilliseconds <= milliseconds }
    for index in past.payments.indices
    where past.payments[index].deletedMilliseconds ?? 0 > milliseconds {
      past.payments[index].deletedMilliseconds = nil
    }
    past.stock = stock.asOf(milliseconds)
    past.rebuildIndexes()
    for index in series.indices {
      func numbers(of documents: [IssuedDocument], _ payments: [Payment]) -> [Int] {
        let series = series[index]
        guard series.kind != .receipt else {
          return payments.filter { $0.series == series.name }.compactMap { Int($0.number ?? "") }
        }
        return documents.filter { $0.kind == series.kind && $0.series == series.name }
          .compactMap(\.numberValue)
      }
      let last = numbers(of: past.documents, past.livePayments).max()
      past.series[index].nextNumber =
        last.map { $0 + 1 } ?? numbers(of: ever, payments).min() ?? series[index].nextNumber
    }
    return past
  }

  private mutating func indexDocument(at index: Int) {
    let document = documents[index]
    indexByHash[document.hash] = index
    if let number = document.number {
      indexByNumber[
        DocumentNumber(kind: document.kind, series: document.series, number: number)] = index
    }
  }

  private mutating func rebuildIndexes() {
    indexByHash = [:]
    indexByNumber = [:]
    for index in documents.indices { indexDocument(at: index) }
  }

  private struct DocumentNumber: Hashable {
    var kind: DocumentKind
    var series: String
    var number: String
  }
}
