/// A row of the invoice ledger: one revision of one order's invoice.
public struct Invoice: Codable, Sendable, Equatable {
  public typealias ID = Int64

  public let id: ID
  public let key: InvoiceKey
  public let series: Series
  public let state: InvoiceState
  /// How often a create call was reserved; names the call that a change belongs to.
  public let attempt: Int
  /// The event that opened it.
  public let openedBy: EventID
  /// The event whose cancel is bound to it and not yet done.
  public let cancelling: EventID?
  /// The event whose restore is bound to it and not yet done.
  public let restoring: EventID?
  /// How often it was restored after a cancel.
  public let restores: Int
  /// The invoice that it takes back, or a part of; nil unless it is a storno or a refund.
  public let original: ID?
  /// The proforma that its last create call makes, or made, it from.
  public let proforma: ID?
  /// Why it was made of the order, though a proforma of it stands.
  public let proformaNote: String?
  /// What the settings decided about it when it was last to be sent; nil where an earlier version
  /// sent it.
  public let terms: DocumentTerms?
  public let absences: Absences
  public let document: IssuedDocument?
  public let expectedNumber: Int?
  /// What the last create call asked for; nil if there was none.
  public let reserved: ReservedDocument?
  /// What was put right in the order for the last create call.
  public let mends: [Mend]
  /// What its document says to be paid of it.
  public let paidInside: Money?
  /// While it is in doubt or needs a person.
  public let doubt: Doubt?
  /// What may be its document; a person decides.
  public let candidates: [Candidate]
  public let failure: Failure?
  public let createdAt: Timestamp
  public let updatedAt: Timestamp
  /// Its document was there before this ledger knew of it: what else was done for it, such as its
  /// payments and e-mails, the ledger doesn't know.
  public let isAdopted: Bool

  public init(
    id: ID, key: InvoiceKey, series: Series, state: InvoiceState, attempt: Int,
    openedBy: EventID, cancelling: EventID?, document: IssuedDocument?, expectedNumber: Int?,
    reserved: ReservedDocument? = nil, mends: [Mend] = [],
    paidInside: Money? = nil, doubt: Doubt? = nil,
    candidates: [Candidate] = [],
    failure: Failure?, createdAt: Timestamp, updatedAt: Timestamp, restoring: EventID? = nil,
    restores: Int = 0, original: ID? = nil, proforma: ID? = nil, proformaNote: String? = nil,
    terms: DocumentTerms? = nil, isAdopted: Bool = false, absences: Absences = Absences()
  ) {
    self.isAdopted = isAdopted
    self.id = id
    self.key = key
    self.series = series
    self.state = state
    self.attempt = attempt
    self.openedBy = openedBy
    self.cancelling = cancelling
    self.restoring = restoring
    self.restores = restores
    self.original = original
    self.proforma = proforma
    self.proformaNote = proformaNote
    self.terms = terms
    self.absences = absences
    self.document = document
    self.expectedNumber = expectedNumber
    self.reserved = reserved
    self.mends = mends
    self.paidInside = paidInside
    self.doubt = doubt
    self.candidates = candidates
    self.failure = failure
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension Invoice {
  /// It is issued, or may turn out to be.
  public var mayStand: Bool { state == .issued || state.isUnclear }

  /// Its state as a person is told it: what was never sent isn't said to be refused.
  public var stateWord: String {
    state == .refused && attempt == 0 ? InvoiceState.notSentWord : state.rawValue
  }
}

/// What a document is for; unique in the ledger.
public struct InvoiceKey: Codable, Sendable, Hashable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case invoice
    /// The reversal of a whole invoice, which SmartBill makes; its revision is the invoice's.
    case storno
    /// An invoice with negative lines for what a customer gave back.
    case refund
    case proforma
    /// Without a number, until a person makes an invoice of it in SmartBill.
    case draft

    /// It takes an invoice back, or a part of it.
    public var takesBack: Bool { self == .storno || self == .refund }

    /// How a cancel of such a document is bound to it.
    public var cancelVerb: BindingVerb { self == .proforma ? .cancelProforma : .cancel }
  }

  public let account: AccountID
  public let shop: ShopID
  public let order: OrderID
  public let kind: Kind
  /// Which of the order's documents of this kind it is, where there may be several: a refund's id in
  /// the shop. Empty for the other kinds.
  public let item: String
  /// 0 first; each request after a cancel opens the next.
  public let revision: Int

  public init(
    account: AccountID, shop: ShopID, order: OrderID, kind: Kind = .invoice, item: String = "",
    revision: Int
  ) {
    self.account = account
    self.shop = shop
    self.order = order
    self.kind = kind
    self.item = item
    self.revision = revision
  }

  public var reference: InvoiceReference { InvoiceReference(self) }
}

/// Where an invoice stands; the transitions are `webhooks.md` §4.3's.
public enum InvoiceState: String, Codable, Sendable, CaseIterable {
  /// To be sent.
  case planned
  /// Reserved; the call may be under way.
  case sending
  case issued
  /// Proven not issued, or never sent (its attempt is 0); a new request sends it again.
  case refused
  case inDoubt = "in_doubt"
  case needsPerson = "needs_person"
  /// Sent again and again, and each time proven not to exist: a person says whether it is sent again.
  /// It is clear, so its series goes on.
  case provenAbsent = "proven_absent"
  case cancelled
  case reversed
  /// A cancel came before it was sent; it never will be.
  case withdrawn
  /// A person gave it up.
  case abandoned

  /// As a person is told `refused` of what never left Punte.
  public static let notSentWord = "not_sent"

  /// At most one such document stands in a series: its number is not known.
  public var isUnclear: Bool {
    switch self {
    case .sending, .inDoubt, .needsPerson: true
    default: false
    }
  }

  /// It is not issued, and may yet be, by itself or by a person.
  public static let open: [InvoiceState] = [
    .planned, .sending, .refused, .inDoubt, .needsPerson, .provenAbsent,
  ]

  /// Its call has ended, and nobody knows how.
  public var isInDoubt: Bool { self == .inDoubt || self == .needsPerson }

  /// There is no document: it may be sent.
  public var isSendable: Bool { self == .planned || self == .refused }

  /// There is no document.
  public var isUnissued: Bool { isSendable || self == .provenAbsent }

  /// Somebody must know of it: it may exist, or it can't be made.
  public var isAlarming: Bool { isInDoubt || self == .provenAbsent }

  /// It stands for no document and never will; a request after it opens a revision.
  public var isDead: Bool {
    switch self {
    case .cancelled, .reversed, .withdrawn, .abandoned: true
    default: false
    }
  }
}

/// A document's series and number, as SmartBill writes them.
public struct InvoiceNumber: Codable, Sendable, Hashable, CustomStringConvertible {
  public let series: String
  /// Padded with zeros to four digits (`smartbill-api.md` §4.7).
  public let text: String

  public init(series: String, text: String) {
    self.series = series
    self.text = text
  }

  /// The number as SmartBill would write it.
  public init(series: String, value: Int) {
    self.init(series: series, text: Self.text(of: value))
  }

  /// Of a series' first document, where its numbering doesn't start elsewhere.
  public static let first = 1

  /// What SmartBill pads numbers to.
  private static let digitsMin = 4

  public static func text(of value: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, digitsMin - digits.count)) + digits
  }

  /// How many digits a number has.
  public static let digits = 1...10

  /// A positive integer, with or without zeros before it; nil for any other text.
  public static func value(of text: String) -> Int? {
    guard digits.contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = Int(text), value > 0
    else { return nil }
    return value
  }

  /// The number's value, to tell the next one; nil if SmartBill wrote no number.
  public var value: Int? { Self.value(of: text) }

  public var description: String { "\(series) \(text)" }
}

/// What SmartBill said of a document that it issued.
public struct IssuedDocument: Codable, Sendable, Equatable {
  public var number: InvoiceNumber
  public var total: Money
  public var currency: String
  /// `yyyy-MM-dd`.
  public var issuedOn: String
  /// SmartBill's public page of the document.
  public var viewURL: String?
  /// SmartBill's edit page; needs a login there.
  public var editURL: String?

  public init(
    number: InvoiceNumber, total: Money, currency: String, issuedOn: String,
    viewURL: String? = nil, editURL: String? = nil
  ) {
    self.number = number
    self.total = total
    self.currency = currency
    self.issuedOn = issuedOn
    self.viewURL = viewURL
    self.editURL = editURL
  }
}

/// What a create call asked for, as far as it must be known if its answer is lost.
public struct ReservedDocument: Codable, Sendable, Equatable {
  public var total: Money
  public var currency: String
  /// `yyyy-MM-dd`.
  public var issuedOn: String

  public init(total: Money, currency: String, issuedOn: String) {
    self.total = total
    self.currency = currency
    self.issuedOn = issuedOn
  }

  /// The document that was asked for, now that its number is known.
  public func document(_ number: InvoiceNumber) -> IssuedDocument {
    IssuedDocument(number: number, total: total, currency: currency, issuedOn: issuedOn)
  }
}
