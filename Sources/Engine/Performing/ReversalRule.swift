import Domain

/// Whether an invoice may be taken back, or a part of it, as things stand; pure.
enum ReversalRule {
  /// Why not; nil if it may.
  ///
  /// - Parameter reversals: the other documents that take the invoice back.
  static func obstacle(
    to extent: RefundExtent, of original: Invoice, beside reversals: [Invoice]
  ) -> Failure? {
    guard original.state == .issued, let document = original.document else {
      if let storno = reversals.first(where: { $0.key.kind == .storno && $0.state == .issued }) {
        return Failure(.stornoStands, detail: storno.document?.number.description)
      }
      let number = original.document?.number.description ?? "revision \(original.key.revision)"
      return Failure(.refundWithoutInvoice, detail: "\(number) is \(original.stateWord)")
    }
    let taken = reversals.filter { $0.key.kind == .refund && $0.mayStand }
    switch extent {
    case .whole(let total):
      guard taken.isEmpty else { return refundsStand(taken) }
      guard total == nil || total == document.total else {
        return Failure(
          .orderTotalDiffers,
          detail: "refund \(total ?? .zero), \(document.number) \(document.total)")
      }
      return nil
    case .part(let order, _):
      guard order.currency == document.currency else {
        return Failure(
          .orderNotInvoiceable,
          detail: "the refund is in \(order.currency), \(document.number) in \(document.currency)")
      }
      let left = taken.reduce(document.total) { $0 + ($1.reserved?.total ?? .zero) }
      let asked = -order.total
      guard asked > left else { return nil }
      return Failure(
        .refundExceeds,
        detail: "cerut \(asked), rămas \(left) din \(document.number), care a fost "
          + "\(document.total)" + (taken.isEmpty ? "" : ", după \(numbers(of: taken))")
          + " / asked \(asked), left \(left) of \(document.number), which came to "
          + "\(document.total)" + (taken.isEmpty ? "" : ", less \(numbers(of: taken))"))
    }
  }

  /// Why an invoice of which a part was taken back can't be taken back as a whole.
  static func refundsStand(_ refunds: [Invoice]) -> Failure {
    Failure(.refundsStand, detail: numbers(of: refunds))
  }

  private static func numbers(of refunds: [Invoice]) -> String {
    refunds.map { refund in
      let total = refund.reserved?.total.description ?? ""
      return "\(refund.document?.number.description ?? "invoice \(refund.id)") \(total)"
    }.joined(separator: ", ")
  }
}
