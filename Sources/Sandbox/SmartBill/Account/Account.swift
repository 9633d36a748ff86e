/// A company's books in the pretended SmartBill: series, numbering, documents.
///
/// A value with no clock, no chance and no HTTP: dates and hashes are arguments.
struct Account: Sendable {
  /// Documents an account holds before it answers like a plan that is used up: enough for a
  /// load test, little enough for memory.
  static let documentsMax = 100_000

  let rates: [VATRate]
  let rounding: VATRounding
  private(set) var series: [Series]
  private(set) var documents: [IssuedDocument] = []
  /// What was deleted, in that order: SmartBill keeps nothing of it, but a test asks.
  private(set) var deleted: [IssuedDocument] = []
  private var indexByHash: [String: Int] = [:]
  private var indexByNumber: [DocumentNumber: Int] = [:]
  private var nextID = Self.firstID

  /// Live ids seen are of this size.
  private static let firstID = 50_000_001

  init(series: [Series], rates: [VATRate] = VATRate.romanian, rounding: VATRounding = .document) {
    self.series = series
    self.rates = rates
    self.rounding = rounding
  }

  /// What marks a new document apart from what was asked for.
  struct Mark {
    /// `yyyy-MM-dd`, for a request that names no date.
    var today: String
    var milliseconds: Int
    var hash: String
  }

  /// Issues an invoice or saves a draft, and keeps the body that asked for it.
  mutating func issue(
    _ request: InvoiceRequest, body: String, mark: Mark
  ) throws(Refusal) -> IssuedDocument {
    guard documents.count < Self.documentsMax else { throw .quotaReached }
    guard let seriesIndex = series.firstIndex(where: { $0.name == request.seriesName }) else {
      throw .unknownSeries
    }
    let dates = [request.issueDate, request.dueDate].compactMap(\.self) + request.otherDates
    guard dates.allSatisfy(CalendarDate.isValid) else { throw .badDate }
    guard Currency.known.contains(request.currency) else { throw .unknownCurrency }
    guard let client = request.client else { throw .noCountry }
    guard client.name.contains(where: { !$0.isWhitespace }) else { throw .badClient }
    guard !client.country.isEmpty else { throw .noCountry }
    let lines = try DocumentLines.lines(of: request, rates: rates)
    let recipient = request.emailTo ?? client.email
    guard !request.sendEmail || !recipient.isEmpty else { throw .noRecipient }

    let document = IssuedDocument(
      id: nextID, hash: mark.hash, series: series[seriesIndex].name,
      number: request.isDraft ? nil : takeNumber(ofSeriesAt: seriesIndex),
      issuedMilliseconds: mark.milliseconds, issueDate: request.issueDate ?? mark.today,
      dueDate: request.dueDate, client: client,
      currency: request.currency, lines: lines,
      totals: DocumentTotals(of: lines, rounding: rounding),
      mentions: request.mentions, observations: request.observations, aviz: request.aviz,
      emailedTo: request.sendEmail ? recipient : nil, requestBody: body)
    add(document)
    return document
  }

  /// A person issues a document by hand: the next number goes to someone else.
  mutating func issueByHand(
    _ wish: ForeignDocument, mark: Mark
  ) throws(Refusal) -> IssuedDocument {
    guard documents.count < Self.documentsMax else { throw .quotaReached }
    guard let seriesIndex = series.firstIndex(where: { $0.name == wish.series }) else {
      throw .unknownSeries
    }
    let line = DocumentLine(
      name: "Produs", unit: "buc", quantity: ExactNumber(1), price: wish.total, isTaxIncluded: true,
      vatRate: rates.first, value: wish.total.rounded(to: 2),
      vat: rates.first?.vat(of: wish.total, isIncluded: true, decimals: 2) ?? .zero)
    let document = IssuedDocument(
      id: nextID, hash: mark.hash, series: wish.series,
      number: takeNumber(ofSeriesAt: seriesIndex), isForeign: true,
      issuedMilliseconds: mark.milliseconds, issueDate: mark.today,
      client: ClientDetails(name: wish.client), currency: "RON", lines: [line],
      totals: DocumentTotals(of: [line], rounding: rounding), mentions: wish.mentions,
      observations: wish.observations, aviz: wish.aviz)
    add(document)
    return document
  }

  enum Cancellation: Equatable {
    case cancelled, alreadyCancelled
  }

  /// Cancels a document. Its number stays used. The number must be spelled as it was given out:
  /// whether `41` means `0041` is untested (smartbill-api.md §13), so the strict side is taken.
  mutating func cancel(series: String, number: String) throws(Refusal) -> Cancellation {
    guard let index = indexByNumber[DocumentNumber(series: series, number: number)] else {
      throw .unknownInvoice(series, number)
    }
    guard !documents[index].isCancelled else { return .alreadyCancelled }
    documents[index].isCancelled = true
    return .cancelled
  }

  /// Deletes an invoice, if it is the last of its series, and gives its number back.
  mutating func delete(
    series name: String, number: String, at now: Int
  ) throws(Refusal) -> IssuedDocument {
    guard let index = indexByNumber[DocumentNumber(series: name, number: number)],
      let seriesIndex = series.firstIndex(where: { $0.name == name })
    else { throw .unknownInvoice(name, number) }
    guard number == series[seriesIndex].lastNumber else { throw .notLastInSeries(name, number) }
    var document = documents.remove(at: index)
    document.deletedMilliseconds = now
    deleted.append(document)
    series[seriesIndex].nextNumber -= 1
    rebuildIndexes()
    return document
  }

  /// The books as they once were, as a read that lags behind sees them: what was issued since is
  /// missing, what was deleted since is there. A cancellation isn't taken back.
  func asOf(_ milliseconds: Int) -> Account {
    var past = self
    let ever = (documents + deleted).sorted { $0.id < $1.id }
    past.documents = ever.filter {
      $0.issuedMilliseconds <= milliseconds && $0.deletedMilliseconds ?? .max > milliseconds
    }
    past.rebuildIndexes()
    for index in series.indices {
      func numbers(of documents: [IssuedDocument]) -> [Int] {
        documents.filter { $0.series == series[index].name }.compactMap(\.numberValue)
      }
      let last = numbers(of: past.documents).max()
      past.series[index].nextNumber =
        last.map { $0 + 1 } ?? numbers(of: ever).min() ?? series[index].nextNumber
    }
    return past
  }

  /// The document with a number, spelled as it was given out.
  func document(series: String, number: String) -> IssuedDocument? {
    indexByNumber[DocumentNumber(series: series, number: number)].map { documents[$0] }
  }

  func document(withHash hash: String) -> IssuedDocument? {
    indexByHash[hash].map { documents[$0] }
  }

  private mutating func takeNumber(ofSeriesAt index: Int) -> String {
    defer { series[index].nextNumber += 1 }
    return Series.text(ofNumber: series[index].nextNumber)
  }

  private mutating func add(_ document: IssuedDocument) {
    documents.append(document)
    indexDocument(at: documents.count - 1)
    nextID += 1
  }

  private mutating func indexDocument(at index: Int) {
    let document = documents[index]
    indexByHash[document.hash] = index
    if let number = document.number {
      indexByNumber[DocumentNumber(series: document.series, number: number)] = index
    }
  }

  private mutating func rebuildIndexes() {
    indexByHash = [:]
    indexByNumber = [:]
    for index in documents.indices { indexDocument(at: index) }
  }

  private struct DocumentNumber: Hashable {
    var series: String
    var number: String
  }
}
