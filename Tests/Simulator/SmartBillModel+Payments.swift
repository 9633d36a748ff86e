import Domain

/// Payments, as SmartBill books them.
extension SmartBillModel {
  func body(of payment: PaymentDraft, for account: AccountID) throws(Failure) -> [UInt8] {
    Array(PaymentCall(payment).text.utf8)
  }

  func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp) -> PaymentReading {
    switch answer {
    case .notSent(let text): return .notSent(Failure(.smartBillUnreachable, detail: text))
    case .unclear(let text, _): return .inDoubt(Failure(.paymentInDoubt, detail: text))
    case .answered(let status, let body):
      let text = String(decoding: body, as: UTF8.self)
      switch status {
      case 200 where text == Self.booked: return .recorded(nil)
      case 400:
        let code: FailureCode =
          switch text {
          case Self.paidAlready: .paymentAlreadyPaid
          case Self.cancelled: .paymentWithoutInvoice
          default: .paymentRefused
          }
        return .refused(Failure(code))
      case 401: return .accountRefused(Failure(.smartBillCredentials))
      case 403: return .blocked(until: block())
      default: return .inDoubt(Failure(.paymentInDoubt, detail: "status \(status)"))
      }
    }
  }

  private static let booked = "incasata"
  private static let paidAlready = "Factura este incasata sau stornata in totalitate."
  private static let cancelled = "Factura este anulata"

  func record(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    let dead = RawAnswer.unclear("the process is dead")
    let call = PaymentCall(String(decoding: body, as: UTF8.self))
    guard await world.pass("→ pay", after: latency(), in: life) else { return dead }
    guard permit.isValid(), mayStillPay(call.key) else {
      return .notSent("the permit had run out")
    }
    world.tally.smartBillCalls += 1
    await checkReservation(ofPayment: body, call)
    let fault = CreateFault.draw(world)
    let isPoisoned =
      fault.hasArrived
      && world.isPoisoned(call.key.order, nil, named: "payment \(call.key.payment)")
    let answer = isPoisoned ? RawAnswer.answered(status: 500, body: []) : execute(call, fault)
    world.note("pay \(call.text) \(fault): \(answer)")
    let wait = fault == .late ? Self.createTimeout : latency()
    guard await world.pass("← pay", after: wait, in: life) else { return dead }
    return answer
  }

  private func execute(_ call: PaymentCall, _ fault: CreateFault) -> RawAnswer {
    switch fault {
    case .none: return book(call)
    case .unreachable, .outage: return .notSent("connection refused")
    case .lostRequest: return .unclear("the connection ended")
    case .lostAnswer:
      _ = book(call)
      return .unclear("the connection ended")
    case .late:
      let (executedAt, latest) = drawLateness()
      world.books.pendingPayments.append(call.key)
      world.plan("late payment", at: executedAt) { [self] in
        if let index = world.books.pendingPayments.firstIndex(of: call.key) {
          world.books.pendingPayments.remove(at: index)
        }
        world.note("executed late: \(call.text): \(book(call, seenBy: latest))")
      }
      return .unclear("timed out")
    case .failed: return .answered(status: 500, body: [])
    case .failedAfterwards, .numberAndError:
      _ = book(call)
      return .answered(status: 502, body: [])
    case .refused: return .answered(status: 400, body: Array("Data e gresita".utf8))
    case .credentials: return .answered(status: 401, body: [])
    case .blocked: return .answered(status: 403, body: [])
    }
  }

  private func book(_ call: PaymentCall, seenBy latest: Timestamp? = nil) -> RawAnswer {
    let series = Series(cif: call.cif, name: call.invoice.series)
    guard let document = world.books.find(call.invoice.text, in: series) else {
      return .answered(status: 400, body: Array("Factura nu a fost gasita!".utf8))
    }
    guard !document.isCancelled else {
      return .answered(status: 400, body: Array(Self.cancelled.utf8))
    }
    guard world.books.paid(of: document) < document.total else {
      return .answered(status: 400, body: Array(Self.paidAlready.utf8))
    }
    let lag =
      world.isStormy && world.random.chance(world.weather.readFault)
      ? world.random.duration(.zero, Self.createTimeout) : .zero
    world.books.payments.append(
      Books.Payment(
        key: call.key, series: series, number: document.number, value: call.value,
        visibleAt: min(world.now + lag, latest ?? .init(milliseconds: .max))))
    world.promises.paid(call.key, in: world)
    return .answered(status: 200, body: Array(Self.booked.utf8))
  }

  /// (c): what is sent is reserved, and this very call.
  private func checkReservation(ofPayment body: [UInt8], _ call: PaymentCall) async {
    let requests = await world.look { store in
      var requests: [[UInt8]?] = []
      for payment in try await store.payments(PaymentFilter(state: .sending)) {
        requests.append(try await store.payment(payment.id)?.request)
      }
      return requests
    }
    if !requests.contains(body) {
      world.violate(.reserved, "payment \(call.key.payment) was sent and is not reserved")
    }
  }

  func paid(
    of number: InvoiceNumber, of cif: String, isDoubt: Bool, for account: AccountID,
    at now: Timestamp
  ) async -> PaidReading {
    let unavailable = PaidReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ paid", after: latency(), in: life) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let found = seen(number, cif)
    let reading =
      isOut() || fails()
      ? unavailable
      : found.map { document in
        .exists(
          PaidAmount(
            total: document.total, paid: world.books.paid(of: document, seenAt: world.now)))
      } ?? .absent
    world.note("paid of \(number): \(reading)")
    guard await world.pass("← paid", after: latency(), in: life) else { return unavailable }
    return reading
  }
}

/// The model's own words for a payment.
struct PaymentCall {
  let key: PaymentKey
  let cif: String
  let invoice: InvoiceNumber
  let value: Money

  init(_ payment: PaymentDraft) {
    key = payment.key
    cif = payment.cif
    invoice = payment.invoice
    value = payment.value
  }

  var text: String {
    [
      key.account.rawValue, key.shop.rawValue, key.order.rawValue, key.payment.rawValue, cif,
      invoice.series, invoice.text, value.description,
    ].joined(separator: "|")
  }

  init(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 8, let value = Money(parts[7]) else {
      preconditionFailure("the model prepared other bytes than “\(text)”")
    }
    key = PaymentKey(
      account: AccountID(parts[0]), shop: ShopID(parts[1]), order: OrderID(parts[2]),
      payment: PaymentID(parts[3]))
    cif = parts[4]
    invoice = InvoiceNumber(series: parts[5], text: parts[6])
    self.value = value
  }
}
