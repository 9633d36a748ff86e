import Domain

/// A fault put into the parts on purpose, to prove that the simulator would find it.
enum PlantedFault: String, CaseIterable, Sendable {
  /// The reservation is made only when the call's answer is recorded.
  case sendingAfterPost = "sending-after-post"
  /// A delivery is looked up, and if it isn't there, inserted under an id of its own.
  case checkThenInsert = "check-then-insert"
  /// A worker whose claim has passed to another settles all the same.
  case fenceOff = "fence-off"
  /// A delivery is acknowledged before it is stored.
  case answerBeforeCommit = "answer-before-commit"
  /// A further run of an event is bound to the ledger anew.
  case forgetBinding = "forget-binding"
  /// An unclear answer is read as not sent.
  case retryOnTimeout = "retry-on-timeout"
  /// What was being sent when the process died is sent again at once.
  case recoverAsUnsent = "recover-as-unsent"
  /// A call whose connection dies is sent once more, as libcurl does on a reused connection.
  case resendOnDrop = "resend-on-drop"
  /// A notice gets a new id each time it is sent.
  case newIDPerCallback = "new-id-per-callback"
  /// The number is told before the ledger has it, and forgotten in a crash.
  case settleInTwo = "settle-in-two"

  /// What stands where ours was expected is taken for ours.
  case adoptUnchecked = "adopt-unchecked"
  /// SmartBill is asked at once what became of a call, and believed.
  case noQuietTime = "no-quiet-time"
  /// Nobody compares the series with the ledger.
  case auditOff = "audit-off"
  /// An unclear answer to a payment is read as not sent.
  case payOnTimeout = "pay-on-timeout"
  /// What was being paid when the process died is paid again at once.
  case payAfterCrash = "pay-after-crash"
  /// A mail whose answer is lost is read as not sent.
  case mailOnTimeout = "mail-on-timeout"
  /// An unclear answer to a draft is read as not sent.
  case draftOnTimeout = "draft-on-timeout"
  /// An order goes on waiting after it was cancelled.
  case waitAfterCancel = "wait-after-cancel"
  /// No order waits.
  case waitOff = "wait-off"
  /// Nobody counts what was proven absent.
  case countOff = "count-off"
  /// The last rule that is met decides.
  case lastRuleWins = "last-rule-wins"
  /// Of an order's events the one that was handled last counts, whenever it happened.
  case wordsOff = "words-off"

  /// A new database sends at once, whatever SmartBill holds.
  case trustingLedger = "trusting-ledger"
  /// The search before the first invoice sees no reference.
  case blindSearch = "blind-search"
  /// How long something has been waited for is read from a clock that is set.
  case clockBelieved = "clock-believed"

  /// Whether the fault can show where this is asked for.
  func needs(_ plot: [Story.Event.Kind]) -> Bool {
    switch self {
    case .payOnTimeout, .payAfterCrash:
      plot.contains(.confirmed) && plot.contains(where: \.isPayment)
    // A status asks for no second invoice, and a cancel is known by its time, too.
    case .forgetBinding: plot.starts(with: [.requested, .refunded])
    default: true
    }
  }

  /// Without such weather some faults show in one story of hundreds.
  func sharpen(_ weather: inout Weather) {
    switch self {
    case .payOnTimeout, .draftOnTimeout: weather.createFault = 0.7
    case .payAfterCrash: weather.crash(at: "pay")
    case .recoverAsUnsent: weather.crash(at: "create")
    case .noQuietTime: weather.createFault = 0.7
    case .clockBelieved: weather.shiftClock()
    default: break
    }
  }

  /// nil: the right one.
  var timing: DoubtTiming? {
    self == .noQuietTime ? DoubtTiming(quiet: .zero, confirm: .zero) : nil
  }

  func wrap(_ store: any Store, _ world: World, _ life: Life) -> any Store {
    switch self {
    case .sendingAfterPost: ReservingLate(store)
    case .checkThenInsert: CheckingFirst(store)
    case .fenceOff: Unfenced(store)
    case .answerBeforeCommit: AnsweringEarly(store, world)
    case .forgetBinding: BindingAnew(store)
    case .recoverAsUnsent: RecoveringAsUnsent(store)
    case .newIDPerCallback: RenamingNotices(store)
    case .settleInTwo: SettlingInTwo(store)
    case .auditOff: NotAuditing(store)
    case .payAfterCrash: RecoveringAsUnpaid(store)
    case .waitAfterCancel: LosingCancels(store)
    case .waitOff: NotWaiting(store)
    case .trustingLedger: TrustingLedger(store)
    case .countOff: NotCounting(store)
    case .wordsOff: ForgettingWords(store)
    case .payOnTimeout, .retryOnTimeout, .resendOnDrop, .adoptUnchecked, .noQuietTime,
      .mailOnTimeout, .draftOnTimeout, .lastRuleWins, .blindSearch, .clockBelieved:
      store
    }
  }

  func wrap(_ invoicing: any Invoicing, _ world: World, _ life: Life) -> any Invoicing {
    switch self {
    case .retryOnTimeout: ReadingUnclearAsUnsent(invoicing)
    case .resendOnDrop: ResendingOnDrop(invoicing)
    case .payOnTimeout: ReadingUnclearAsUnpaid(invoicing)
    case .adoptUnchecked: LookingAway(invoicing, world)
    case .mailOnTimeout: ReadingUnconfirmedAsUnsent(invoicing)
    case .draftOnTimeout: ReadingUnclearAsUndrafted(invoicing)
    case .blindSearch: SeeingNoReference(invoicing, world)
    default: invoicing
    }
  }

  /// A shop's settings, as the engine has them.
  func misread(_ policy: ShopPolicy) -> ShopPolicy {
    guard self == .lastRuleWins else { return policy }
    var policy = policy
    policy.rules.reverse()
    return policy
  }

  func wrap(_ shop: any ShopConnector, _ world: World, _ life: Life) -> any ShopConnector { shop }
}
