import Domain

/// Compares a series with the ledger: every number between our first and SmartBill's last must be
/// known. What isn't is looked up, kept, and stops the series until a person has seen it.
struct AuditPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource

  /// Numbers looked up at a time, two calls each; then what was found is kept, and the job goes on.
  static let numbersMax = 50

  func perform(_ command: Command.AuditSeries, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let series = command.series
    let record = try await store.record(of: series, unknownMax: Self.numbersMax)
    let isVerification = record.isUnverified || record.isUnknown && command.waiting != nil
    guard record.last != nil || isVerification else {
      return Settlement(claim.fence, .completed(note: JobNote(.noneOfOurs)))
    }
    // Its own look says which of the last documents is its own.
    guard !isVerification || record.unclear == nil else {
      return retry(Failure(.seriesBusy), claim)
    }
    let next: Int
    switch await invoicing.nextNumber(of: series, for: command.account, at: time.now()) {
    case .next(let number): next = number
    case .unknownSeries: return retry(Failure(.seriesUnknown, detail: series.name), claim)
    case .unavailable(let failure): return retry(failure, claim)
    case .blocked(let until): return Settlement.blocked(command.account, until: until, claim)
    }
    // An invoice of ours that was issued meanwhile would look like another's.
    guard try await store.record(of: series, unknownMax: Self.numbersMax) == record else {
      return retry(Failure(.seriesBusy), claim)
    }

    var reader = DocumentReader(
      invoicing: invoicing, cif: series.cif, account: command.account, time: time)
    reader.asksOtherSpelling = isVerification
    var found: [ForeignDocument] = []
    for value in Self.numbers(of: record, next: next, isVerification: isVerification) {
      switch await look(at: value, reader, command, claim) {
      case .found(let document): found.append(document)
      case .ended(let settlement): return settlement
      }
    }
    guard isVerification else {
      return settlement(found, alarm: Self.alarm(found, next: next, record), series, claim)
    }
    return record.holdsOurs
      ? verification(found, next: next, record, command, claim)
      : await search(found, next: next, record, reader, command, claim)
  }

  enum Look {
    case found(ForeignDocument)
    case ended(Settlement)
  }

  func look(
    at value: Int, _ reader: DocumentReader, _ command: Command.AuditSeries, _ claim: Claim
  ) async -> Look {
    let number = InvoiceNumber(series: command.series.name, value: value)
    switch await reader.read(number) {
    case .candidate(let candidate):
      return .found(
        ForeignDocument(series: command.series, document: candidate, seenAt: time.now()))
    case .unread(let candidate, let failure):
      // The look before this one met such a document too.
      guard claim.job.failure?.code == failure.code, claim.tries >= Self.unreadLooksMax else {
        return .ended(retry(failure, claim))
      }
      return .found(
        ForeignDocument(series: command.series, document: candidate, seenAt: time.now()))
    case .unavailable(let failure): return .ended(retry(failure, claim))
    case .blocked(let until):
      return .ended(Settlement.blocked(command.account, until: until, claim))
    }
  }

  /// What to look up: the gaps, and what came after the last that is known, unless one of ours
  /// may be among it. A new or restored ledger that knows nothing of ours is led back from the end.
  static func numbers(of record: SeriesRecord, next: Int, isVerification: Bool) -> [Int] {
    if isVerification, !record.holdsOurs {
      let end = record.first ?? next
      return Array(max(1, end - numbersBackMax)..<end)
    }
    let tail = tail(of: record, next: next).map(SeriesRecord.lookedUp) ?? []
    return Array((record.unknown + tail.joined().prefix(numbersMax)).prefix(numbersMax))
  }

  /// What came after the last that is known; nil where nothing did, or one of ours may be among it.
  private static func tail(of record: SeriesRecord, next: Int) -> Range<Int>? {
    guard record.unclear == nil, let last = record.last, next - 1 > last else { return nil }
    return (last + 1)..<next
  }

  /// Too many numbers that nobody knows to be looked up one by one.
  private static func jumpAlarm(of record: SeriesRecord, next: Int) -> Failure? {
    let tail = tail(of: record, next: next)
    guard
      let jump = record.jump ?? tail.flatMap({ $0.count > SeriesRecord.jumpMin ? $0 : nil })
    else { return nil }
    let detail =
      "\(jump.lowerBound) to \(jump.upperBound - 1) are skipped; the next is \(next)"
    return Failure(.seriesJumped, detail: detail)
  }

  // MARK: In a restored database

  /// What was issued after the copy was made is kept and stops the series; the orders that it is of
  /// take it over by its reference. Where an order of another series waits for it, that one is stopped
  /// too: the order may be among them.
  private func verification(
    _ found: [ForeignDocument], next: Int, _ record: SeriesRecord,
    _ command: Command.AuditSeries, _ claim: Claim
  ) -> Settlement {
    let series = command.series
    let isMoreLeft = found.count == Self.numbersMax
    var changes: [LedgerChange] = found.isEmpty ? [] : [.foreign(found)]
    let alarm: Failure?
    if let jump = Self.jumpAlarm(of: record, next: next) {
      alarm = jump
    } else if let inAll = Self.sum(record.found, found) {
      alarm = Failure(
        .seriesRestored, detail: Self.words(inAll, in: series, isMoreLeft: isMoreLeft))
    } else {
      alarm = Self.alarm(found, next: next, record)
    }
    if let alarm { changes.append(.seriesStopped(series, alarm)) }
    if alarm != nil, found.contains(where: Found.mayBeOurs) {
      changes += stop(ofWaiting: command, mayHoldOurs: found)
    }
    if let alarm, isMoreLeft {
      return Settlement(claim.fence, .retry(alarm, at: time.now()), changes: changes)
    }
    changes.append(.seriesVerified(series))
    return Settlement(
      claim.fence, .completed(note: Self.note(unknown: found.count)), changes: changes)
  }

  // MARK: Else

  private func settlement(
    _ found: [ForeignDocument], alarm: Failure?, _ series: Series, _ claim: Claim
  ) -> Settlement {
    let stop = alarm.map { [LedgerChange.seriesStopped(series, $0)] } ?? []
    let changes = stop + (found.isEmpty ? [] : [.foreign(found)])
    // A stop keeps its first reason; that an order may have two invoices must be seen anyway.
    if let alarm, alarm.code == .documentDuplicated {
      return Settlement(claim.fence, .held(alarm), changes: changes)
    }
    if let alarm, found.count == Self.numbersMax {
      return Settlement(claim.fence, .retry(alarm, at: time.now()), changes: changes)
    }
    let note = found.isEmpty ? JobNote(.allKnown) : Self.note(unknown: found.count)
    return Settlement(claim.fence, .completed(note: note), changes: changes)
  }

  static func note(unknown count: Int) -> JobNote {
    JobNote(.numbersUnknown, detail: "\(count)")
  }

  /// What a person must look at; nil if all is as it should be.
  static func alarm(_ found: [ForeignDocument], next: Int, _ record: SeriesRecord) -> Failure? {
    let ours = found.filter { !$0.document.references.isEmpty }
    if !ours.isEmpty {
      let words = ours.map { found in
        "\(found.document.number) carries "
          + found.document.references.map(\.description).joined(separator: ", ")
      }
      return Failure(.documentDuplicated, detail: words.joined(separator: "; "))
    }
    if let jump = jumpAlarm(of: record, next: next) { return jump }
    if !found.isEmpty {
      let numbers = found.map(\.document.number.text).joined(separator: ", ")
      let unread = found.filter { $0.document.isUnread == true }.map(\.document.number.text)
      let isRead = unread.isEmpty ? "" : "; can't be read: \(unread.joined(separator: ", "))"
      return Failure(.seriesGap, detail: "not issued by Punte: \(numbers)\(isRead)")
    }
    // Documents were deleted: their numbers would be given out again.
    guard let last = record.last, next <= last, record.unclear == nil else { return nil }
    return Failure(.seriesGap, detail: "the next is \(next), though \(last) was issued")
  }

  func retry(_ failure: Failure, _ claim: Claim) -> Settlement {
    let delay = RetryPolicy.accountingDelay(after: claim.tries)
    return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }
}
