import Domain
import FoundationEssentials

/// What a shop receives: `type`, `timestamp` and `data`. The same bytes at each attempt, as the
/// fact's time is sent, not the attempt's.
struct CallbackBody: Encodable {
  let stored: StoredNotice
  /// Opens the invoice's PDF; nil where links are not set up.
  let documentURL: String?

  init(_ stored: StoredNotice, documentURL: String? = nil) {
    self.stored = stored
    self.documentURL = documentURL
  }

  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(stored.notice.type, forKey: "type")
    try body.encode(stored.createdAt.description, forKey: "timestamp")
    var data = body.nestedContainer(keyedBy: Key.self, forKey: "data")
    try data.encode(stored.notice.order, forKey: "order_id")
    try data.encode(stored.sequence, forKey: "sequence")
    switch stored.notice.content {
    case .issued(let document, let revision):
      try data.encode(
        IssuedInvoice(document, revision: revision, documentURL: documentURL), forKey: "invoice")
    case .cancelled(let number, let revision, let storno):
      try data.encode(NumberedInvoice(number, revision: revision), forKey: "invoice")
      try data.encode(storno.map { Numbered($0) }, forKey: "storno")
    case .restored(let number, let revision):
      try data.encode(NumberedInvoice(number, revision: revision), forKey: "invoice")
    case .reversed(let reversal):
      try data.encode(
        NumberedInvoice(reversal.original, revision: reversal.revision), forKey: "invoice")
      try data.encode(reversal.refund, forKey: "refund_id")
      try data.encode(
        ReversingDocument(reversal, documentURL: documentURL), forKey: "reversal")
    case .failed(let operation, let failure):
      try data.encode(operation, forKey: "operation")
      try data.encode(CallbackFailure(failure), forKey: "failure")
    case .sent(let number, let mail, let revision):
      try data.encode(NumberedInvoice(number, revision: revision), forKey: "invoice")
      try data.encode(SentMail(mail), forKey: "mail")
    case .delayed(let failure, let revision):
      try data.encode(DelayedInvoice(revision: revision), forKey: "invoice")
      try data.encode(CallbackFailure(failure), forKey: "failure")
    case .drafted(let draft, let revision):
      try data.encode(SavedDraft(draft, revision: revision), forKey: "invoice")
    case .skipped(let failure):
      try data.encode(CallbackFailure(failure), forKey: "failure")
    case .orderChanged(let document, let revision, let total, let currency):
      try data.encode(InvoicedTotal(document, revision: revision), forKey: "invoice")
      try data.encode(
        OrderTotal(total: total, currency: currency), forKey: "order")
      try data.encode(CallbackFailure(Failure(.orderChangedAfterInvoice)), forKey: "failure")
    case .proformaIssued(let document, let revision):
      try data.encode(
        IssuedInvoice(document, revision: revision, documentURL: documentURL), forKey: "proforma")
    case .proformaCancelled(let number, let revision):
      try data.encode(NumberedInvoice(number, revision: revision), forKey: "proforma")
    case .proformaSent(let number, let mail, let revision):
      try data.encode(NumberedInvoice(number, revision: revision), forKey: "proforma")
      try data.encode(SentMail(mail), forKey: "mail")
    case .proformaDelayed(let failure, let revision):
      try data.encode(DelayedInvoice(revision: revision), forKey: "proforma")
      try data.encode(CallbackFailure(failure), forKey: "failure")
    case .paymentRecorded(let payment):
      try data.encode(
        NumberedInvoice(payment.invoice.number, revision: payment.invoice.revision),
        forKey: "invoice")
      try data.encode(BookedPayment(payment), forKey: "payment")
      try data.encode(payment.left, forKey: "left_to_pay")
    case .paymentFailed(let id, let failure):
      try data.encode(Notice.Operation.payment, forKey: "operation")
      try data.encode(["id": id], forKey: "payment")
      try data.encode(CallbackFailure(failure), forKey: "failure")
    }
  }

  /// The body's names are the contract's; each is written once, where it is used.
  private struct Key: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringLiteral value: String) { stringValue = value }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What is unknown is null, never left out: a shop need not tell the two apart.
  private struct IssuedInvoice: Encodable {
    let document: IssuedDocument
    let revision: Int
    let documentURL: String?

    init(_ document: IssuedDocument, revision: Int, documentURL: String?) {
      self.document = document
      self.revision = revision
      self.documentURL = documentURL
    }

    func encode(to encoder: any Encoder) throws {
      var invoice = encoder.container(keyedBy: Key.self)
      try CallbackBody.encode(document, documentURL: documentURL, into: &invoice)
      try invoice.encode(revision, forKey: "revision")
    }
  }

  private static func encode(
    _ document: IssuedDocument, documentURL: String?,
    into object: inout KeyedEncodingContainer<Key>
  ) throws {
    try object.encode(document.number.series, forKey: "series")
    try object.encode(document.number.text, forKey: "number")
    try object.encode(document.total, forKey: "total")
    try object.encode(document.currency, forKey: "currency")
    try object.encode(document.issuedOn, forKey: "issued_on")
    try object.encode(documentURL, forKey: "document_url")
    try object.encode(document.viewURL, forKey: "view_url")
    try object.encode(document.editURL, forKey: "edit_url")
  }

  private struct NumberedInvoice: Encodable {
    let number: InvoiceNumber?
    let revision: Int

    init(_ number: InvoiceNumber?, revision: Int) {
      self.number = number
      self.revision = revision
    }

    func encode(to encoder: any Encoder) throws {
      var invoice = encoder.container(keyedBy: Key.self)
      try invoice.encode(number?.series, forKey: "series")
      try invoice.encode(number?.text, forKey: "number")
      try invoice.encode(revision, forKey: "revision")
    }
  }

  /// A null `number` is one that nobody knows, of a document that is there.
  private struct Numbered: Encodable {
    let series: String
    let number: String?

    init(_ number: InvoiceNumber) {
      series = number.series
      self.number = number.text
    }

    init(_ receipt: Receipt) {
      series = receipt.series
      number = receipt.number
    }

    func encode(to encoder: any Encoder) throws {
      var document = encoder.container(keyedBy: Key.self)
      try document.encode(series, forKey: "series")
      try document.encode(number, forKey: "number")
    }
  }

  /// What took the invoice back. That SmartBill puts goods back by a storno it says itself; of a
  /// negative line nobody knows.
  private struct ReversingDocument: Encodable {
    let reversal: Reversal
    let documentURL: String?

    init(_ reversal: Reversal, documentURL: String?) {
      self.reversal = reversal
      self.documentURL = documentURL
    }

    func encode(to encoder: any Encoder) throws {
      var document = encoder.container(keyedBy: Key.self)
      try document.encode(reversal.isWhole ? "storno" : "refund", forKey: "kind")
      try CallbackBody.encode(reversal.document, documentURL: documentURL, into: &document)
      try document.encode(reversal.isWhole ? "by_storno" : "unproven", forKey: "stock_return")
    }
  }

  /// A null `to` is the customer's address on the invoice, which SmartBill knows.
  private struct SentMail: Encodable {
    let mail: InvoiceMail

    init(_ mail: InvoiceMail) { self.mail = mail }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(mail.to, forKey: "to")
      try object.encode(mail.cc, forKey: "cc")
    }
  }

  /// It has no number, and so none is told.
  private struct SavedDraft: Encodable {
    let draft: DraftedInvoice
    let revision: Int

    init(_ draft: DraftedInvoice, revision: Int) {
      self.draft = draft
      self.revision = revision
    }

    func encode(to encoder: any Encoder) throws {
      var invoice = encoder.container(keyedBy: Key.self)
      try invoice.encode(draft.series, forKey: "series")
      try invoice.encode(revision, forKey: "revision")
      try invoice.encode(draft.total, forKey: "total")
      try invoice.encode(draft.currency, forKey: "currency")
      try invoice.encode(draft.issuedOn, forKey: "issued_on")
      try invoice.encode(draft.editURL, forKey: "edit_url")
    }
  }

  private struct BookedPayment: Encodable {
    let payment: RecordedPayment

    init(_ payment: RecordedPayment) { self.payment = payment }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(payment.received.id, forKey: "id")
      try object.encode(payment.received.method, forKey: "method")
      try object.encode(payment.received.amount, forKey: "amount")
      try object.encode(payment.type, forKey: "type")
      try object.encode(payment.isInside, forKey: "within_invoice")
      try object.encode(payment.receipt.map { Numbered($0) }, forKey: "receipt")
    }
  }

  private struct InvoicedTotal: Encodable {
    let document: IssuedDocument
    let revision: Int

    init(_ document: IssuedDocument, revision: Int) {
      self.document = document
      self.revision = revision
    }

    func encode(to encoder: any Encoder) throws {
      var invoice = encoder.container(keyedBy: Key.self)
      try invoice.encode(document.number.series, forKey: "series")
      try invoice.encode(document.number.text, forKey: "number")
      try invoice.encode(revision, forKey: "revision")
      try invoice.encode(document.total, forKey: "total")
      try invoice.encode(document.currency, forKey: "currency")
    }
  }

  private struct OrderTotal: Encodable {
    let total: Money
    let currency: String
  }

  private struct DelayedInvoice: Encodable {
    let revision: Int
  }

  private struct CallbackFailure: Encodable {
    let failure: Failure

    init(_ failure: Failure) { self.failure = failure }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(failure.code, forKey: "code")
      try object.encode(failure.reason, forKey: "reason")
      try object.encode(failure.remedy, forKey: "remedy")
      try object.encode(failure.detail, forKey: "detail")
    }
  }
}
