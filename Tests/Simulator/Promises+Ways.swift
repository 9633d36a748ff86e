import Domain

/// How orders are invoiced: after their wait, by the first rule that they meet, on trial as drafts;
/// and what is e-mailed of it.
extension Promises {
  // MARK: Waits

  /// (j): an order that is cancelled while it waits has no invoice from then on.
  func handled(_ event: EventID, in world: World) {
    handledEvents.insert(event)
    guard let told = story.events.first(where: { $0.id == event }), !isTooLate(told),
      told.bodies[0].kind == .cancelled,
      waitsUntil(told.order, of: told.shop, in: world) != nil
    else { return }
    cancelledWaiting.insert(
      InvoiceKey(account: Story.account, shop: told.shop, order: told.order, revision: 0))
  }

  /// The earliest moment at which an order's first invoice may be issued; nil where that is past, by
  /// the clock of Punte's machine or by the time that has really passed.
  private func waitsUntil(_ order: OrderID, of shop: ShopID, in world: World) -> Timestamp? {
    guard let due = due(order, of: shop, acceptedAt, in: world), due > world.now,
      let shown = self.due(order, of: shop, acceptedShown, in: world), shown > world.shown
    else { return nil }
    return due
  }

  /// nil where nothing has asked for the invoice, or it was asked for at once.
  private func due(
    _ order: OrderID, of shop: ShopID, _ acceptedAt: [EventID: Timestamp], in world: World
  ) -> Timestamp? {
    let policy = policy(of: shop)
    guard policy.trigger == .automatic, !policy.isDraft else { return nil }
    let accepted = acceptedEvents(of: order)
    guard !accepted.contains(where: { $0.bodies[0].kind == .requested }) else { return nil }
    let confirmed = accepted.filter { $0.bodies[0].kind == .confirmed }
    guard let askedAt = confirmed.compactMap({ acceptedAt[$0.id] }).min(),
      let wait = confirmed.map(\.bodies[0].way.wait).min()
    else { return nil }
    return policy.monthEnd == nil ? askedAt + wait : monthOpens(after: askedAt + wait, in: world)
  }

  /// The end of the days about the month's end that `Story` draws: the 30th, the 31st and the 1st.
  private func monthOpens(after moment: Timestamp, in world: World) -> Timestamp {
    let day = Duration.seconds(24 * 3600).wholeMilliseconds
    var local = (moment + world.weather.zone).milliseconds
    while let number = Int(
      Timestamp(milliseconds: local).description.prefix(10).suffix(2)), number >= 30 || number < 2
    {
      local = (local / day + 1) * day
    }
    return Timestamp(milliseconds: local) - world.weather.zone
  }

  /// How long all that isn't at rest waits as its shop's settings have it; nil if anything else is
  /// left to do.
  func longWait(in world: World) async -> Duration? {
    let jobs = await world.look { try await $0.jobs(.all) }
      .filter { $0.state != .completed && !isParked($0, in: world) }
    guard !jobs.isEmpty, jobs.allSatisfy({ $0.failure?.code == .invoiceWaits }),
      let due = jobs.map(\.runAt).max(), due > world.shown
    else { return nil }
    return due - world.shown
  }

  // MARK: Rules

  /// The ways in which what was accepted asks for the order's invoice or proforma: one, but for an
  /// order that has changed on its way.
  private func ways(of order: OrderID) -> Set<InvoicingWay> {
    // One asks, and another says what the order is by then.
    Set(acceptedEvents(of: order).map(\.bodies[0]).filter(\.kind.hasContent).map(\.way))
  }

  /// (j) and (k), at the moment of issuing.
  func checkWay(of document: Books.Document, in world: World) {
    guard let key = document.key, key.kind == .invoice else { return }
    if cancelledWaiting.contains(key) {
      world.violate(.waited, "\(key.reference) was cancelled while it waited, and is issued")
    }
    if key.revision == 0, let due = waitsUntil(key.order, of: key.shop, in: world) {
      world.violate(.waited, "\(key.reference) is issued, and waits until \(due)")
    }
    check(key, dueDays: document.dueDays, document.series, in: world)
  }

  private func check(_ key: InvoiceKey, dueDays: Int?, _ series: Series, in world: World) {
    let ways = ways(of: key.order)
    if !ways.contains(where: { $0.dueDays == dueDays }) {
      world.violate(
        .ruled, "\(key.reference) is due in \(dueDays ?? -1) days, not in \(ways.map(\.dueDays))")
    }
    if !ways.contains(where: { $0.series == series.name }) {
      world.violate(.ruled, "\(key.reference) is in series \(series.name)")
    }
  }

  // MARK: Drafts

  /// (i), and (k) of a draft.
  func drafted(_ request: CreateRequest, in world: World) {
    let key = request.key
    check(key, dueDays: request.dueDays, request.series, in: world)
    // Executed long after a person has looked, it can't be prevented.
    guard world.weather.broken != .lateExecution else { return }
    let count = world.books.drafts.count { $0.key == key }
    if count > 1 { world.violate(.draftedOnce, "\(key.reference) was drafted \(count) times") }
  }

  /// (g) of drafts.
  func checkDrafts(against invoices: [Invoice], in world: World) {
    for draft in world.books.drafts {
      let row = invoices.first { $0.key == draft.key }
      if row?.state != .issued {
        world.violate(
          .done, "\(draft.key.reference) is drafted, in the ledger \(row?.state.rawValue ?? "not")")
      }
      let isTold = told(of: draft.key.order).contains {
        if case .drafted = $0 { true } else { false }
      }
      if !isTold, !world.weather.isShopGone {
        world.violate(.done, "the shop doesn't know of \(draft.key.reference)")
      }
    }
    for shop in story.policies where shop.isDraft {
      let orders = Set(story.events.filter { $0.shop == shop.shop }.map(\.order))
      for order in orders.subtracting(story.hopeless).subtracting(givenUp)
      where isAskedFor(order)
        && !world.books.drafts.contains(where: { $0.key.order == order })
      {
        world.violate(.done, "order \(order) is to be drafted, and isn't")
      }
    }
  }

  /// Whether an event asks for the order's invoice that no cancel can have come before.
  private func isAskedFor(_ order: OrderID) -> Bool {
    let events = acceptedEvents(of: order)
    let isCancelledPerhaps = events.contains {
      $0.happenedAt != nil && [.cancelled, .statusCancelled].contains($0.bodies[0].kind)
    }
    return !isCancelledPerhaps
      && events.contains { event in
        switch event.bodies[0].kind {
        case .requested: event.happenedAt == nil
        case .confirmed: policy(of: event.shop).trigger == .automatic
        default: false
        }
      }
  }

  // MARK: Mails

  /// (h) and (k), at the moment when it leaves SmartBill.
  func mailed(in world: World) {
    guard let mail = world.books.mails.last else { return }
    if let event = story.events.first(where: { Story.address(of: $0.id) == mail.to }) {
      let count = world.books.mails.count { $0.to == mail.to }
      if count > 1 + mailsAskedAgain[event.id, default: 0] {
        world.violate(.mailedOnce, "the mail of \(event.id) went out \(count) times")
      }
      return
    }
    guard let key = mail.key else { return }
    let again = mailsAskedAgain.filter { order(of: $0.key) == key.order }.map(\.value)
    let count = world.books.mails.count { $0.key == key && $0.to == mail.to }
    if count > 1 + again.reduce(0, +) {
      world.violate(.mailedOnce, "\(key.reference) was e-mailed \(count) times")
    }
    if !ways(of: key.order).contains(where: { $0.mail == mail.to }) {
      world.violate(.ruled, "\(key.reference) was e-mailed to \(mail.to)")
    }
  }

  /// (d) of mails and drafts.
  func checkMailOrDraft(told notice: Notice, in world: World) {
    switch notice.content {
    case .sent(let number, let mail, _), .proformaSent(let number, let mail, _):
      let isThere = world.books.mails.contains { $0.number == number && $0.to == mail.to?.text }
      if !isThere { world.violate(.issuedFirst, "\(notice.fact) says that \(number) was e-mailed") }
    case .drafted(let draft, let revision):
      let isThere = world.books.drafts.contains {
        $0.key.order == notice.order && $0.key.revision == revision && $0.total == draft.total
      }
      if !isThere { world.violate(.issuedFirst, "\(notice.fact) says that there is a draft") }
    default: break
    }
  }

  /// (g) of the mail that the settings ask for, where nothing took the invoice back.
  func checkMailByRule(of order: OrderID, in world: World) {
    let kinds = story.events.filter { $0.order == order }.map(\.bodies[0].kind)
    guard kinds.allSatisfy({ [.confirmed, .requested, .mailed].contains($0) }),
      let document = world.books.standingInvoice(of: order), let way = ways(of: order).first,
      ways(of: order).count == 1, let address = way.mail
    else { return }
    if !world.books.mails.contains(where: { $0.key == document.key && $0.to == address }) {
      world.violate(.done, "\(document.text) of order \(order) was not e-mailed")
    }
  }
}
