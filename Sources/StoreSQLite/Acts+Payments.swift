import Domain
import GRDB

extension Acts {
  func resolve(_ id: Payment.ID, _ resolution: PaymentResolution) throws -> ActResult {
    guard let payment = try payments.find(id) else { return .notFound }
    guard payment.failure?.code != .rowUnreadable else { return Self.unreadable(.payment(id)) }
    switch payment.state {
    case .planned, .refused, .inDoubt, .needsPerson, .provenAbsent: break
    case .sending:
      return .refused(.beingSent(.payment(id)))
    case .recorded, .abandoned:
      return .refused(.paymentSettled(id, state: payment.stateWord))
    }
    switch resolution {
    case .recorded(let number): return try record(payment, receipt: number)
    case .sendAgain:
      try book.move(id, to: .planned)
      // What was proven absent is looked for once more; then a person's word is enough.
      try db.run(
        "UPDATE payments SET vouched = ? WHERE id = ?", [payment.state != .provenAbsent, id])
      try trace("send_again", payment)
      for job in try jobs.open(forPayment: id) { try requeue(job) }
    case .giveUp:
      let failure = Failure(.paymentAbandoned)
      try book.move(id, to: .abandoned, failure)
      try trace("give_up", payment)
      try NoticeTable(db: db).tell(
        payment.failureNotice("abandoned", failure, asked: asked(of: payment)), at: now)
      for job in try jobs.open(forPayment: id) where job.state != .completed {
        try discard(job, failure)
      }
    }
    return .done
  }

  /// The shop is told at once; what the payment's jobs had to find out is known.
  private func record(_ payment: Payment, receipt number: String?) throws -> ActResult {
    guard let invoice = payment.invoice else {
      return .refused(.paymentWithoutInvoice(payment.id))
    }
    guard number == nil || payment.receipt != nil else {
      return .refused(.paymentWithoutReceipt(payment.id))
    }
    let receipt = payment.receipt.map { Receipt(series: $0.series, number: number) }
    let result = PaymentResult(receipt: receipt, left: nil)
    try book.record(payment.id, result)
    try trace("recorded" + (number.map { " \($0)" } ?? ""), payment)
    try NoticeTable(db: db).tell(
      payment.recordedNotice(
        result, of: invoice, type: payment.type, asked: asked(of: payment)), at: now)
    for job in try jobs.open(forPayment: payment.id) where job.state != .completed {
      let note = JobNote(.personSaysBooked, detail: person.name)
      try jobs.move(job, to: .completed, note: note.line, at: now)
    }
    return .done
  }

  /// The payment, if the job looks after one that isn't clear yet.
  func unclearPayment(of job: StoredJob) throws -> Payment.ID? {
    guard job.kind == .recordPayment,
      let payment = try payments.bound(to: job.asked.event, of: job.asked.shop)?.payment,
      payment.state.isUnclear
    else { return nil }
    return payment.id
  }

  private var payments: PaymentTable { PaymentTable(db: db) }
  private var book: PaymentBook { PaymentBook(db: db, now: now) }

  private func asked(of payment: Payment) -> Asking {
    Asking(shop: payment.key.shop, event: payment.openedBy)
  }

  private func trace(_ outcome: String, _ payment: Payment) throws {
    try audit.add(outcome, by: person, of: .payment(payment.id), at: now)
  }
}
