import Domain

/// A new or restored database that knows nothing of ours in a series searches it back from its end.
///
/// The search goes on until so many documents in a row could each be an order's invoice and bear no
/// reference of ours. What can't be one doesn't count: a storno or refund, a number without a document.
/// A document that can't be read may be ours, and is a person's.
extension AuditPerformer {
  /// Going back, so many documents without a reference of ours end the search.
  static let numbersBackMax = 20
  /// Going back, so many numbers without a reference of ours, whatever they are, end it too, and a
  /// person decides: some six minutes of an account's calls, two to a number.
  static let numbersPassedMax = 500
  /// A document that can't be read is looked at so often; then it is kept as it is, for a person.
  static let unreadLooksMax = 3
  /// Until a series is searched again in which SmartBill denies numbers.
  static let deniedDelay = Duration.seconds(900)

  /// What one go of the search has found.
  struct Found {
    /// The lowest first, without a gap.
    var documents: [ForeignDocument]

    /// A person makes invoices of our drafts; those of this database it knows.
    static func isOurs(_ found: ForeignDocument) -> Bool {
      found.document.references.contains { !($0.isGenuine && $0.isDraft) }
    }

    static func mayBeOurs(_ found: ForeignDocument) -> Bool {
      isOurs(found) || found.document.isUnread == true
    }

    /// It could be an order's invoice, and isn't.
    private static func isOthers(_ found: ForeignDocument) -> Bool {
      found.document.total.map { $0 > .zero } ?? false
    }

    var lowest: Int? { documents.first?.document.number.value }
    var absent: [ForeignDocument] { documents.filter { !$0.document.exists } }
    /// From the lowest that may be ours on.
    var ours: ArraySlice<ForeignDocument> { documents.drop { !Self.mayBeOurs($0) } }
    /// Numbers are left, and it isn't known if documents of ours are among them.
    var isOpen: Bool {
      guard let lowest, lowest > InvoiceNumber.first else { return false }
      return !ours.isEmpty
        || documents.count(where: Self.isOthers) < AuditPerformer.numbersBackMax
          // Where there is none at all, the series began, or was renumbered.
          && absent.count < documents.count
    }
  }

  func search(
    _ first: [ForeignDocument], next: Int, _ record: SeriesRecord, _ reader: DocumentReader,
    _ command: Command.AuditSeries, _ claim: Claim
  ) async -> Settlement {
    var found = Found(documents: first)
    while found.isOpen, found.ours.isEmpty, found.documents.count < Self.numbersMax,
      let lowest = found.lowest
    {
      switch await look(at: lowest - 1, reader, command, claim) {
      case .found(let document): found.documents.insert(document, at: 0)
      case .ended(let settlement): return settlement
      }
    }
    return settlement(of: found, next: next, record, command, claim)
  }

  private func settlement(
    of found: Found, next: Int, _ record: SeriesRecord, _ command: Command.AuditSeries,
    _ claim: Claim
  ) -> Settlement {
    let series = command.series
    let passed =
      (found.ours.first?.document.number.value ?? record.found?.lowestOurs ?? next)
      - (found.lowest ?? next)
    let isTooLong = found.isOpen && found.ours.isEmpty && passed >= Self.numbersPassedMax
    let isMoreLeft = found.isOpen && !isTooLong
    // The next go begins below what is kept.
    let kept = isMoreLeft && found.ours.isEmpty ? found.documents : Array(found.ours)
    let inAll = Self.sum(record.found, kept)
    let holdsOurs = inAll.map { $0.ours + $0.unread > 0 } ?? false
    let absent = found.absent.count + (record.found?.absent ?? 0)

    let words = inAll.map { Self.words($0, in: series, isMoreLeft: isMoreLeft) }
    var alarm: Failure?
    if holdsOurs {
      // What the search left out counts as well.
      let missing =
        !isMoreLeft && absent > 0
        ? "; " + Self.words(absent: found, of: absent, next: next, in: series) : ""
      let rest = isTooLong ? "; " + Self.words(passed: passed, in: series) : ""
      alarm = Failure(.seriesRestored, detail: words.map { $0 + missing + rest })
    } else if isMoreLeft {
      return Settlement(
        claim.fence, .retry(Failure(.seriesRestored, detail: words), at: time.now()),
        changes: [.foreign(kept)])
    } else if absent > 0 {
      alarm = Failure(
        .seriesJumped, detail: Self.words(absent: found, of: absent, next: next, in: series))
    } else if isTooLong {
      alarm = Failure(.seriesRestored, detail: Self.words(passed: passed, in: series))
    }
    var changes: [LedgerChange] = kept.isEmpty ? [] : [.foreign(kept)]
    if let alarm {
      changes.append(.seriesStopped(series, alarm))
      // Once for what was found in this go, and once for what is known at the end alone.
      if !found.ours.isEmpty || !holdsOurs {
        changes += stop(ofWaiting: command, mayHoldOurs: found.documents)
      }
      if isMoreLeft {
        return Settlement(claim.fence, .retry(alarm, at: time.now()), changes: changes)
      }
      // SmartBill may be behind: it is searched again until a person says that there is nothing.
      if alarm.code == .seriesJumped {
        return Settlement(
          claim.fence, .retry(alarm, at: time.now() + Self.deniedDelay), changes: changes)
      }
    }
    changes.append(.seriesVerified(series))
    return Settlement(
      claim.fence, .completed(note: Self.note(unknown: kept.count)), changes: changes)
  }

  /// An order of another series waits for the search of this one, and its invoice may be here.
  func stop(
    ofWaiting command: Command.AuditSeries, mayHoldOurs found: [ForeignDocument]
  ) -> [LedgerChange] {
    guard let waiting = command.waiting, waiting != command.series else { return [] }
    let name = command.series.name
    let detail =
      found.contains(where: Found.isOurs)
      ? "în \(name) sunt documente cu o referință a noastră / "
        + "\(name) holds documents with a reference of ours"
      : "în \(name) pot fi documente cu o referință a noastră / "
        + "\(name) may hold documents with a reference of ours"
    return [.seriesStopped(waiting, Failure(.seriesRestored, detail: detail))]
  }

  // MARK: Words

  /// What the search has found in all; nil for nothing.
  static func sum(_ before: SeriesRecord.Found?, _ kept: [ForeignDocument])
    -> SeriesRecord.Found?
  {
    let values = kept.compactMap(\.document.number.value)
    guard let first = values.min(), let last = values.max() else { return before }
    return SeriesRecord.Found(
      first: min(first, before?.first ?? first), last: max(last, before?.last ?? last),
      count: kept.count + (before?.count ?? 0),
      ours: kept.count(where: Found.isOurs) + (before?.ours ?? 0),
      unread: kept.count { $0.document.isUnread == true } + (before?.unread ?? 0))
  }

  static func words(_ found: SeriesRecord.Found, in series: Series, isMoreLeft: Bool)
    -> String
  {
    let first = InvoiceNumber(series: series.name, value: found.first).description
    let last = InvoiceNumber(series: series.name, value: found.last).text
    let isOne = found.count == 1
    var (ro, en) =
      switch (isOne, found.ours) {
      case (true, _) where found.unread > 0:
        ("\(first), al cărui PDF nu poate fi citit", "\(first), whose PDF can't be read")
      case (true, 0): ("\(first), fără o referință a noastră", "\(first), without one of ours")
      case (true, _): ("\(first), cu o referință a noastră", "\(first), with a reference of ours")
      case (false, let ours):
        (
          "de la \(first) la \(last), din care \(ours) cu o referință a noastră",
          "\(first) to \(last), \(ours) of them with a reference of ours"
        )
      }
    if !isOne, found.unread > 0 {
      ro += "; PDF-uri care nu pot fi citite: \(found.unread)"
      en += "; PDFs that can't be read: \(found.unread)"
    }
    guard isMoreLeft else { return "\(ro) / \(en)" }
    return "căutarea continuă (văzute: \(found.count)): \(ro) / "
      + "the search goes on (\(found.count) looked at): \(en)"
  }

  private static func words(passed: Int, in series: Series) -> String {
    "în \(series.name) s-a căutat înapoi peste \(passed) numere fără o referință a noastră / "
      + "\(series.name) was searched back over \(passed) numbers without a reference of ours"
  }

  /// - Parameter count: in all goes.
  private static func words(absent found: Found, of count: Int, next: Int, in series: Series)
    -> String
  {
    let values = found.absent.compactMap(\.document.number.value)
    let first = values.first.map { InvoiceNumber(series: series.name, value: $0).description }
    let last = values.last.map(InvoiceNumber.text(of:))
    let (ro, en) =
      switch (count, first, last) {
      case (1, let first?, _):
        ("\(first) nu există", "\(first) doesn't exist")
      case (_, let first?, let last?):
        (
          "\(count) numere nu există, de la \(first) la \(last)",
          "\(count) numbers don't exist, \(first) to \(last)"
        )
      default:
        (
          "\(count) numere din \(series.name) nu există",
          "\(count) numbers of \(series.name) don't exist"
        )
      }
    guard let lowest = found.lowest, lowest > InvoiceNumber.first else {
      return "\(ro), deși urmează \(next) / \(en), though the next is \(next)"
    }
    return "\(ro), deși urmează \(next); sub \(lowest) nu s-a căutat / "
      + "\(en), though the next is \(next); below \(lowest) nothing was searched"
  }
}
