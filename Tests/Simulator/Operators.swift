import Domain
import StoreSQLite

/// The persons who look after Punte. They look in SmartBill before they answer, and answer truly.
struct Operators: Sendable {
  let world: World
  let person = Operator(name: "Ana", reason: "looked in SmartBill")

  /// What they do at one look: some of it while it is stormy, else all that is left to do.
  func acts() async -> [OperatorAct] {
    let (jobs, invoices, stopped) = await world.look {
      (try await $0.jobs(.all), try await $0.invoices(.all), try await $0.stoppedSeries())
    }
    var acts: [OperatorAct] = []
    for invoice in invoices.reversed() {
      let urgency = invoice.state == .needsPerson || invoice.state == .provenAbsent ? 0.5 : 0.1
      if isMoved(urgency), let act = resolution(of: invoice) {
        mend(invoice.key.order, invoice.key.kind)
        acts.append(act)
      }
    }
    for payment in await world.look({ try await $0.payments(.all) }).reversed()
    where isMoved(0.5) {
      if let act = resolution(of: payment) {
        mend(payment.key.order, nil)
        acts.append(act)
      }
    }
    for job in jobs.reversed() {
      if let act = act(on: job) { acts.append(act) }
    }
    for series in stopped where isMoved(0.5) { acts.append(.resumeSeries(series.series)) }
    return acts
  }

  /// Who looks into what SmartBill can't make finds the reason, once there is time for it.
  private func mend(_ order: OrderID, _ kind: InvoiceKey.Kind?) {
    guard world.poison == Poison(order: order, kind: kind) else { return }
    world.promises.wordsOnPoison += 1
    if !world.isStormy { world.poison = nil }
  }

  private func isMoved(_ probability: Double) -> Bool {
    !world.isStormy || world.random.chance(probability)
  }

  private func resolution(of invoice: Invoice) -> OperatorAct? {
    if invoice.state == .issued, let text = invoice.document?.number.text,
      world.books.find(text, in: invoice.series)?.key != invoice.key,
      // Until then they don't look there.
      world.promises.isReported(lost: text, of: invoice.series)
    {
      return .resolve(invoice.id, .deleted)
    }
    guard
      invoice.state == .needsPerson || invoice.state == .provenAbsent
        || invoice.state == .inDoubt && world.isStormy,
      // Only then is what they see all that there will be; where Punte stood still, SmartBill did too.
      invoice.updatedAt + SmartBillModel.quiet < world.shown,
      !world.books.pending.contains(invoice.key)
    else { return nil }
    if invoice.key.kind == .draft {
      // It has no number: all that they can see is whether it is there.
      guard invoice.state == .needsPerson else { return nil }
      let isThere = world.books.drafts.contains { $0.key == invoice.key }
      return .resolve(invoice.id, isThere ? .drafted : .sendAgain)
    }
    if let act = resolutionOfLost(invoice) { return act }
    if let document = world.books.documents(of: invoice.key).first {
      return .resolve(invoice.id, .isNumber(document.text))
    }
    if world.strikes(0.05) {
      world.promises.givenUp.insert(invoice.key.order)
      return .resolve(invoice.id, .giveUp)
    }
    return .resolve(invoice.id, .sendAgain)
  }

  /// After the database was lost, what is shown may be another revision of the order's.
  private func resolutionOfLost(_ invoice: Invoice) -> OperatorAct? {
    guard world.lostAt != nil else { return nil }
    let shown = invoice.candidates.first { candidate in
      let series = Series(cif: invoice.series.cif, name: candidate.number.series)
      return world.books.find(candidate.number.text, in: series)?.key?.order == invoice.key.order
    }
    guard let shown else { return nil }
    // It came to another total: the order was changed since.
    let isRefused = invoice.failure?.code == .namedNumberWrong
    return .resolve(invoice.id, isRefused ? .giveUp : .isNumber(shown.number.text))
  }

  private func resolution(of payment: Payment) -> OperatorAct? {
    guard
      payment.state == .needsPerson || payment.state == .provenAbsent
        || payment.state == .refused && payment.failure?.code == .paymentUndecided,
      payment.updatedAt + SmartBillModel.quiet < world.shown,
      !world.books.pendingPayments.contains(payment.key)
    else { return nil }
    let isBooked = world.books.payments.contains { $0.key == payment.key }
    return .resolvePayment(payment.id, isBooked ? .recorded(receipt: nil) : .sendAgain)
  }

  /// A cancel or restore that the shop itself overtook is let go, as the answer says.
  func advice(after result: ActResult, to act: OperatorAct) -> OperatorAct? {
    guard case .requeue(let job) = act, case .refused(let refusal) = result else { return nil }
    switch refusal {
    case .cancelOvertaken, .proformaCancelOvertaken, .restoreOvertaken:
      world.promises.overtaken.insert(job)
      return .discard(job)
    default: return nil
    }
  }

  private func act(on job: JobRecord) -> OperatorAct? {
    let act = drawnAct(on: job)
    if case .requeue? = act, let order = world.promises.order(of: job.event) {
      world.promises.askedByPerson.insert(order)
    }
    if case .requeue? = act, job.kind == .sendInvoice {
      world.promises.mailsAskedAgain[job.event, default: 0] += 1
    }
    return act
  }

  private func drawnAct(on job: JobRecord) -> OperatorAct? {
    switch job.state {
    case .held, .discarded:
      return !world.promises.isParked(job, in: world) && isMoved(0.4) ? .requeue(job.id) : nil
    case .completed:
      return world.strikes(0.01) ? .requeue(job.id) : nil
    case .available:
      // A cancel that is handled after what came later would ask for something else.
      if job.kind != .handleEvent, world.strikes(0.01) { return .discard(job.id) }
      return world.strikes(0.02) ? .requeue(job.id) : nil
    case .running:
      return nil
    }
  }
}
