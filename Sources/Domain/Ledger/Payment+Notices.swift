extension Payment {
  /// Told again, the fact keeps its id and sequence.
  ///
  /// - Parameter type: what it is booked as by now.
  public func recordedNotice(
    _ result: PaymentResult, of invoice: PaidInvoice, type: PaymentType?, isInside: Bool = false,
    asked: Asking
  ) -> Notice {
    notice(
      "recorded", asked: asked,
      .paymentRecorded(
        RecordedPayment(
          received: received, invoice: invoice, type: type, receipt: result.receipt,
          left: result.left, isInside: isInside)))
  }

  /// What was told when it was recorded; nil where it wasn't.
  public func recordedNotice(asked: Asking) -> Notice? {
    guard state == .recorded, let invoice else { return nil }
    return recordedNotice(
      PaymentResult(receipt: receipt, left: left), of: invoice, type: type, isInside: isInside,
      asked: asked)
  }

  public func failureNotice(_ fact: String, _ failure: Failure, asked: Asking) -> Notice {
    notice(fact, asked: asked, .paymentFailed(key.payment, failure))
  }

  private func notice(_ fact: String, asked: Asking, _ content: Notice.Content) -> Notice {
    Notice(fact: "payment/\(id)/\(fact)", asked: asked, order: key.order, content: content)
  }
}

/// What a shop is told of a payment that was booked.
public struct RecordedPayment: Codable, Sendable, Equatable {
  public var received: ReceivedPayment
  public var invoice: PaidInvoice
  /// nil where a person says that it is booked.
  public var type: PaymentType?
  public var receipt: Receipt?
  public var left: Money?
  public var isInside: Bool

  public init(
    received: ReceivedPayment, invoice: PaidInvoice, type: PaymentType?, receipt: Receipt?,
    left: Money?, isInside: Bool
  ) {
    self.received = received
    self.invoice = invoice
    self.type = type
    self.receipt = receipt
    self.left = left
    self.isInside = isInside
  }
}
