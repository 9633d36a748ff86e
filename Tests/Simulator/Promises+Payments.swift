import Domain

/// A payment is booked once, whatever carries it, and the shop is told of it in the end.
extension Promises {
  /// (b), at the moment when it is booked.
  func paid(_ key: PaymentKey, in world: World) {
    world.tally.payments += 1
    let booked = world.books.payments.count { $0.key == key }
    // Then it can't be prevented.
    guard booked > 1, world.weather.broken != .lateExecution else { return }
    world.violate(.single, "payment \(key.payment) of order \(key.order) is booked \(booked) times")
  }

  /// (g): the ledger and the books say the same, and so does what the shop was told.
  func checkPayments(in world: World) async {
    let payments = await world.look { try await $0.payments(.all) }
    for booked in world.books.payments
    where payments.first(where: { $0.key == booked.key })?.state != .recorded {
      world.violate(.done, "payment \(booked.key.payment) is booked, and the ledger doesn't know")
    }
    for payment in payments {
      let name = "payment \(payment.key.payment) of order \(payment.key.order)"
      guard payment.state == .recorded else {
        if isPayable(payment, in: world) {
          world.violate(.done, "\(name) could be booked, and is \(payment.state.rawValue)")
        }
        continue
      }
      if !payment.isInside, !world.books.payments.contains(where: { $0.key == payment.key }) {
        world.violate(.done, "the ledger has \(name), which is not booked")
      }
      let isTold = told.contains { told in
        guard case .paymentRecorded(let recorded) = told.notice.content else { return false }
        return told.notice.order == payment.key.order && recorded.received.id == payment.key.payment
      }
      if !isTold, !world.weather.isShopGone {
        world.violate(.done, "the shop doesn't know that \(name) is booked")
      }
    }
  }

  private func isPayable(_ payment: Payment, in world: World) -> Bool {
    guard !givenUp.contains(payment.key.order), payment.state != .abandoned else { return false }
    guard let document = world.books.standingInvoice(of: payment.key.order) else { return false }
    return world.books.paid(of: document) + payment.received.amount <= document.total
  }
}

extension PaymentFilter { static let all = PaymentFilter(limit: 10_000) }
