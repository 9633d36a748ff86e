import Domain

/// What an invoice's paid amount says of a payment; pure.
enum PaymentRule {
  /// The only currency that payments are booked in: SmartBill would count another one for one.
  static let currency = "RON"

  /// Why the payment can't be in the document's currency; nil if it can.
  static func objection(toCurrency currency: String?, of document: IssuedDocument) -> Failure? {
    let own = currency ?? document.currency
    guard own == document.currency, own == Self.currency else {
      return Failure(
        .paymentCurrencyDiffers, detail: "payment in \(own), invoice in \(document.currency)")
    }
    return nil
  }

  /// Why the amount can't be sent; nil if it can.
  ///
  /// - Parameters:
  ///   - known: what the ledger knows to be paid.
  ///   - isRestored: the ledger may know less than what Punte booked.
  static func objection(
    to amount: Money, with paid: PaidAmount, known: Money, isRestored: Bool
  ) -> Failure? {
    guard amount > .zero, amount.bani != nil else {
      return Failure(
        .paymentAmountWrong, detail: "\(amount) is no amount above zero, in whole bani")
    }
    let state = "total \(paid.total), paid \(paid.paid)"
    if isRestored, paid.paid > known {
      return Failure(.paymentRestored, detail: "\(state), known to the ledger \(known)")
    }
    guard paid.left > .zero else { return Failure(.paymentAlreadyPaid, detail: state) }
    guard amount <= paid.left else {
      return Failure(.paymentAmountWrong, detail: "\(amount) is more than what is left: \(state)")
    }
    return nil
  }

  /// Why a payment that was proven absent may be booked after all; nil if it isn't, or a person has
  /// looked.
  ///
  /// - Parameter known: what the ledger knows to be paid.
  static func objection(toSendAgain payment: Payment, with paid: PaidAmount, known: Money)
    -> Failure?
  {
    guard payment.absences.count > 0, !payment.isVouched,
      paid.paid >= known + payment.received.amount
    else { return nil }
    return Failure(
      .paymentUndecided,
      detail: "paid \(paid.paid), known to the ledger \(known), the payment "
        + "\(payment.received.amount)")
  }

  /// What the paid amount says of a payment in doubt.
  enum Verdict: Equatable {
    /// Nothing was recorded; proven by the second such look.
    case unchanged(proven: Bool)
    case recorded
    /// Something else happened too, or instead.
    case undecided
  }

  /// - Parameter isConfirmed: a look before this one found as much, long enough ago.
  static func verdict(on paid: Money, before: Money, amount: Money, isConfirmed: Bool) -> Verdict {
    switch paid {
    case before: .unchanged(proven: isConfirmed)
    case before + amount: .recorded
    default: .undecided
    }
  }
}
