import Domain

extension DoubtPerformer.Look {
  /// The proforma that the invoice in doubt is made from; nil where it is made of its order.
  var conversion: StandingProforma? {
    guard let proforma = request.proforma, invoice.proforma == proforma.id else { return nil }
    return proforma
  }
}

extension DoubtPerformer {
  /// Which invoices SmartBill made of the proforma. Where that is gone meanwhile, what the series
  /// says must do.
  func conversions(of proforma: StandingProforma, _ look: Look) async throws(Unanswered)
    -> ConversionReading
  {
    let reading = await invoicing.invoices(
      madeOf: proforma.number, of: look.invoice.series.cif, for: look.request.account,
      at: time.now())
    switch reading {
    case .invoices, .absent: return reading
    case .unavailable(let failure): throw unanswered(failure, look)
    case .blocked(let until):
      throw Unanswered(
        settlement: Settlement.blocked(look.request.account, until: until, look.claim))
    }
  }

  /// What the proforma says beside the series; nil where it says nothing against what the series
  /// does, or the invoice is made of its order.
  func lookAtConversions(_ movement: DoubtRule.Movement, next: Int, _ look: Look)
    async throws(Unanswered) -> Settlement?
  {
    guard let proforma = look.conversion,
      case .invoices(let made) = try await conversions(of: proforma, look)
    else { return nil }
    let step = ConversionRule.step(
      movement, made: made, in: look.invoice.series.name, expecting: look.expected, next: next)
    switch step {
    case .nothingMade: return nil
    case .made(let number, let isAlone):
      return try await take(number, made: made, isAlone: isAlone, next: next, look)
    case .moved(let new): return try await waitOrAsk(about: new, next: next, look)
    case .needsPerson(let failure):
      var candidates: [Candidate] = []
      for number in made.prefix(DoubtRule.candidatesMax)
      where number.series == look.invoice.series.name {
        candidates.append(try await candidate(number, look, evenUnread: true))
      }
      return look.needsPerson(failure, candidates)
    }
  }

  /// It is ours by the proforma; its total must be the order's all the same.
  private func take(
    _ number: InvoiceNumber, made: [InvoiceNumber], isAlone: Bool, next: Int, _ look: Look
  ) async throws(Unanswered) -> Settlement {
    let candidate = try await candidate(number, look, evenUnread: true)
    let verdict = ConversionRule.verdict(
      on: candidate, made: made, total: look.reserved.total)
    switch verdict {
    case .ours:
      let note = JobNote(.madeOfProforma)
      return isAlone
        ? look.adopted(look.reserved.document(number), note: note)
        : look.adoptedBesideOthers(number, note: note, next: next)
    case .absent: return try await waitOrAsk(about: 0..<0, next: next, look)
    case .differs(let how):
      return look.needsPerson(Failure(.documentDiffers, detail: how), [candidate])
    }
  }

  /// A few more looks, for a read may lag behind; then a person sees what appeared.
  private func waitOrAsk(about new: Range<Int>, next: Int, _ look: Look)
    async throws(Unanswered) -> Settlement
  {
    var doubt = look.doubt
    doubt.rounds += 1
    guard doubt.rounds > DoubtRule.roundsMax else {
      return look.again(at: time.now() + look.timing.confirm, knowing: doubt)
    }
    var candidates: [Candidate] = []
    for value in new {
      candidates.append(try await candidate(look.number(value), look, evenUnread: true))
    }
    let detail =
      "expected \(look.expected), the next is \(next); "
      + "nothing was made of the proforma"
    return look.needsPerson(Failure(.seriesMoved, detail: detail), candidates)
  }
}
