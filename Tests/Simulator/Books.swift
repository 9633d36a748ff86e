import Domain

/// What SmartBill really holds, which only the model and a truthful person can see.
final class Books {
  struct Document {
    let series: Series
    let number: Int
    let total: Money
    /// nil: a person typed it.
    let key: InvoiceKey?
    let issuedAt: Timestamp
    /// From then on reads see it (assumption A2).
    let visibleAt: Timestamp
    /// The number that it reverses, if it is a storno.
    let reverses: String?
    /// The reference that stands on it.
    let printed: InvoiceReference?
    var isCancelled = false
    /// The number of the proforma that it was made of.
    var proforma: String?
    /// Within the invoice itself.
    var paid = Money.zero
    /// Days until it is due.
    var dueDays: Int?

    /// Of an order, and no storno or refund of one.
    var isInvoice: Bool { key?.kind == .invoice }

    var text: String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }

  /// It has no number.
  struct Draft {
    let key: InvoiceKey
    let total: Money
  }

  /// One that left SmartBill.
  struct Mail {
    let to: String
    let number: InvoiceNumber
    /// The invoice's; nil: a person typed it.
    let key: InvoiceKey?
  }

  struct Payment {
    let key: PaymentKey
    let series: Series
    /// The invoice's.
    let number: Int
    let value: Money
    let visibleAt: Timestamp
  }

  var drafts: [Draft] = []
  var mails: [Mail] = []
  var payments: [Payment] = []
  /// As `pending`, of payments.
  var pendingPayments: [PaymentKey] = []

  private(set) var documents: [Document] = []
  /// Those that a person deleted.
  private(set) var deleted: [Document] = []
  /// Requests whose connection has ended, and that SmartBill will execute all the same.
  var pending: [InvoiceKey] = []

  func next(in series: Series) -> Int {
    (documents.last { $0.series == series }?.number ?? 0) + 1
  }

  /// As a read that lags behind sees it.
  func nextSeen(in series: Series, at now: Timestamp) -> Int {
    (documents.last { $0.series == series && $0.visibleAt <= now }?.number ?? 0) + 1
  }

  func issue(
    _ key: InvoiceKey?, in series: Series, total: Money, paid: Money = .zero, dueDays: Int? = nil,
    at now: Timestamp, visibleAt: Timestamp, reversing reversed: String? = nil,
    printing printed: InvoiceReference? = nil, from proforma: String? = nil
  ) -> Document {
    var document = Document(
      series: series, number: next(in: series), total: total, key: key, issuedAt: now,
      visibleAt: visibleAt, reverses: reversed, printed: printed)
    document.paid = paid
    document.dueDays = dueDays
    document.proforma = proforma
    documents.append(document)
    return document
  }

  /// Whether what the request is to reverse is reversed already: SmartBill does it once only.
  func isReversed(_ request: CreateRequest) -> Bool {
    guard let original = request.original else { return false }
    return documents.contains { $0.series == request.series && $0.reverses == original }
  }

  /// What was made of a proforma: one invoice at the most, though SmartBill would make more.
  func invoices(madeOf proforma: String) -> [Document] {
    documents.filter { $0.proforma == proforma }
  }

  /// The stornos of a document: one at the most.
  func stornos(of document: Document) -> [Document] {
    documents.filter { $0.series == document.series && $0.reverses == document.text }
  }

  /// The order's invoice that is neither cancelled nor reversed.
  func standingInvoice(of order: OrderID) -> Document? {
    documents.first {
      $0.key?.order == order && $0.key?.kind == .invoice && !$0.isCancelled
        && stornos(of: $0).isEmpty
    }
  }

  func find(_ text: String, in series: Series) -> Document? {
    documents.first { $0.series == series && $0.text == text }
  }

  func change(_ text: String, in series: Series, toCancelled isCancelled: Bool) {
    guard let index = documents.firstIndex(where: { $0.series == series && $0.text == text })
    else { return }
    documents[index].isCancelled = isCancelled
  }

  /// Only the last of a series can be deleted; its number is given out again.
  func deleteLast(in series: Series) -> Document? {
    guard let index = documents.lastIndex(where: { $0.series == series }) else { return nil }
    let document = documents.remove(at: index)
    deleted.append(document)
    return document
  }

  /// - Parameter moment: as a read that lags behind sees it.
  func paid(of document: Document, seenAt moment: Timestamp? = nil) -> Money {
    payments.filter {
      $0.series == document.series && $0.number == document.number
        && (moment ?? $0.visibleAt) >= $0.visibleAt
    }.reduce(document.paid) { $0 + $1.value }
  }

  func documents(of key: InvoiceKey) -> [Document] { documents.filter { $0.key == key } }
}
