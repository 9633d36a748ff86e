import Domain

/// What the settings say of a SmartBill account.
public struct SmartBillAccount: Sendable, Equatable {
  public static let defaultBaseURL = "https://ws.smartbill.ro"

  /// The rates and their names since 2025-08-01 (`smartbill-api.md` §10).
  public static let defaultVATNames: [VATRate: String] = ["21": "Normala", "11": "Redusa"]

  /// SmartBill's own names for what bears no VAT; it has none for what is outside its scope.
  public static let defaultVATReasonNames: [VATReason: String] = [
    .reverseCharge: "Taxare inversa", .exemptWithDeduction: "SDD", .exemptWithoutDeduction: "SFDD",
  ]

  public var id: AccountID
  public var email: String
  public var token: SmartBillToken
  /// The company's fiscal code as SmartBill is configured with it, `RO` included.
  public var cif: String
  /// Without a slash at its end.
  public var baseURL: String
  /// What the account calls its VAT rates.
  public var vatNames: [VATRate: String]
  /// What it calls the reasons for none.
  public var vatReasonNames: [VATReason: String]
  /// What it calls the rates of other countries, for customers there.
  public var foreignVATNames: [ForeignVATRate: String] = [:]
  /// Whether the company pays VAT.
  public var isVATPayer: Bool
  /// Nil where nobody has looked: orders whose total depends on it are held.
  public var vatRounding: VATRounding?
  /// The most that a line “Rotunjire” may even out, in the order's currency; nil allows none.
  public var roundingLineMax: Money?
  /// Whether each invoice's total is looked up after it was issued: a second call, when there is
  /// room for it.
  public var confirmsTotals: Bool
  public var rateLimits: RateLimits
  public var timeouts: Timeouts
  public var doubt: DoubtTiming
  public var referenceField: ReferenceField
  /// What its documents may be written in beside `ownLanguages`, as it defines them.
  public var definedLanguages: Set<String> = []

  /// Those of every account (`smartbill-api.md` §4.1). Any other that an account doesn't define is
  /// silently taken for Romanian.
  public static let ownLanguages: Set<String> = ["RO", "EN", "DE", "FR", "IT", "ES"]

  public init(
    id: AccountID, email: String, token: SmartBillToken, cif: String,
    baseURL: String = Self.defaultBaseURL, vatNames: [VATRate: String] = Self.defaultVATNames,
    vatReasonNames: [VATReason: String] = Self.defaultVATReasonNames, isVATPayer: Bool = true,
    vatRounding: VATRounding? = nil, roundingLineMax: Money? = nil,
    confirmsTotals: Bool = false, rateLimits: RateLimits = RateLimits(),
    timeouts: Timeouts = Timeouts(), doubt: DoubtTiming = DoubtTiming(),
    referenceField: ReferenceField = .mentions
  ) {
    self.id = id
    self.email = email
    self.token = token
    self.cif = cif
    self.baseURL = String(baseURL.reversed().drop { $0 == "/" }.reversed())
    self.vatNames = vatNames
    self.vatReasonNames = vatReasonNames
    self.isVATPayer = isVATPayer
    self.vatRounding = vatRounding
    self.roundingLineMax = roundingLineMax
    self.confirmsTotals = confirmsTotals
    self.rateLimits = rateLimits
    self.timeouts = timeouts
    self.doubt = doubt
    self.referenceField = referenceField
  }
}

/// Where on the document our reference is printed; some templates leave one of them out.
public enum ReferenceField: String, Sendable, CaseIterable {
  case mentions
  /// Printed as `Nr aviz: …` (`smartbill-api.md` §4.1).
  case aviz
}

/// How often SmartBill may be called with a token (`smartbill-api.md` §6).
public struct RateLimits: Sendable, Equatable {
  /// SmartBill's own limit of calls in a window.
  public static let smartBillCallsMax = 30

  /// Calls of a window that are left to the looks at what is in doubt, while there are such.
  static let callsForLooks = 4

  /// Calls of a window that stock takes at the most: a rush of orders right after it finds nearly the
  /// whole window free, and nobody waits for a stock that is read over several windows.
  static let stockCallsMax = 4

  /// The least time that no call is made after a refusal which asks for less: one window, and no call
  /// that was refused counts in the next.
  static let pauseMin = Duration.seconds(10)

  /// Two fewer than SmartBill allows: its clock and ours don't agree on when a window begins.
  public var callsPerWindowMax: Int
  public var window: Duration
  /// How long SmartBill refuses everything once the limit was passed. A second refusal within as long
  /// counts as its block, whatever it asks for.
  public var block: Duration

  public init(
    callsPerWindowMax: Int = 28, window: Duration = .seconds(10), block: Duration = .seconds(600)
  ) {
    self.callsPerWindowMax = callsPerWindowMax
    self.window = window
    self.block = block
  }

  /// What satisfies both: of accounts that share a token.
  func stricter(_ other: RateLimits) -> RateLimits {
    RateLimits(
      callsPerWindowMax: min(callsPerWindowMax, other.callsPerWindowMax),
      window: max(window, other.window), block: max(block, other.block))
  }

  /// The calls of SmartBill's count that are left unused.
  var callsSpared: Int { max(0, Self.smartBillCallsMax - callsPerWindowMax) }
}

/// How long a call may take, connecting included.
public struct Timeouts: Sendable, Equatable {
  public var connect: Duration
  /// As long as SmartBill's own plugin waits: a time-out leaves the invoice in doubt.
  public var create: Duration
  /// Of every other call, which may simply be made again.
  public var other: Duration
  /// Of a warehouse's stock: SmartBill's own plugin waits as long.
  public var stock: Duration

  public init(
    connect: Duration = .seconds(10), create: Duration = .seconds(120),
    other: Duration = .seconds(30), stock: Duration = .seconds(120)
  ) {
    self.connect = connect
    self.create = create
    self.other = other
    self.stock = stock
  }
}
