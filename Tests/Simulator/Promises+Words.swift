import Domain

/// What is invoiced of an order whose events came in any order: what the newest of them says, and
/// nothing where the newest is a cancel.
extension Promises {
  private struct Word {
    let kind: Story.Event.Kind
    let at: Timestamp
    let total: Money
  }

  /// The order's events that say when they happened, among those that were accepted.
  private func words(of order: OrderID, among isMeant: (EventID) -> Bool = { _ in true }) -> [Word]
  {
    acceptedEvents(of: order).compactMap { event in
      guard let at = event.happenedAt, isMeant(event.id) else { return nil }
      return Word(kind: event.bodies[0].kind, at: at, total: event.bodies[0].total)
    }
  }

  /// (m), at the moment of the reservation. What was handled just before it may not be known here yet.
  ///
  /// - Parameter handled: what was known to be handled when the reservation was asked for.
  func reserved(_ request: CreateRequest, knowing handled: Set<EventID>, in world: World) {
    let key = request.key
    guard [.invoice, .proforma, .draft].contains(key.kind), !askedByPerson.contains(key.order),
      !isAheadOfClock(key.order)
    else { return }
    let (all, known) = (words(of: key.order), words(of: key.order, among: handled.contains))
    let newest = known.filter(\.kind.hasContent).max { $0.at < $1.at }
    if let newest,
      !all.contains(where: {
        $0.kind.hasContent && $0.at >= newest.at && $0.total == request.total
      })
    {
      world.violate(
        .newest, "\(key.reference) is sent with \(request.total), the order has \(newest.total)")
    }
    guard key.kind == .invoice else { return }
    let cancelled = known.filter { [.cancelled, .statusCancelled].contains($0.kind) }.map(\.at)
      .max()
    let asked = all.filter { [.confirmed, .requested, .restored].contains($0.kind) }.map(\.at).max()
    if let cancelled, let asked, cancelled > asked {
      world.violate(.newest, "\(key.reference) is sent, and the order was cancelled since")
    }
  }

  /// Whether a cancel may come more than five minutes after what was asked for anew, and so not be
  /// taken.
  func isTooLate(_ cancel: Story.Event) -> Bool {
    guard let at = cancel.happenedAt else { return false }
    return isAheadOfClock(cancel.order)
      || words(of: cancel.order).contains {
        [.confirmed, .requested, .restored].contains($0.kind)
          && $0.at - at > OrderWords.cancelLatenessMax
      }
  }

  /// Whether an event of the order came long before its time by the clock of Punte's machine, which
  /// somebody set back: then its receipt counts, and the order in which the events came.
  func isAheadOfClock(_ order: OrderID) -> Bool {
    story.events.contains { event in
      guard event.order == order, let at = event.happenedAt, let shown = acceptedShown[event.id]
      else { return false }
      return at > shown + EventPlace.clockAheadMax
    }
  }
}
