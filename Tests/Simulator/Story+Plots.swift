extension Story {
  /// What may be asked for an order, in the order in which it happens; any may arrive late.
  static let plots: [[Event.Kind]] = [
    [.confirmed], [.confirmed], [.confirmed], [.confirmed, .requested], [.requested],
    [.confirmed, .confirmed], [.confirmed, .cancelled], [.cancelled, .confirmed],
    [.confirmed, .cancelled, .requested], [.cancelled, .requested],
    [.confirmed, .cancelled, .requested, .cancelled], [.confirmed, .cancelled, .cancelled],
    [.requested, .cancelled, .requested, .cancelled, .requested], [.idle, .confirmed],
    [.confirmed, .cancelled, .restored], [.confirmed, .cancelled, .restored, .cancelled],
    [.confirmed, .cancelled, .restored, .cancelled, .restored],
    [.confirmed, .cancelled, .restored, .requested], [.confirmed, .restored], [.restored],
    [.confirmed, .cancelled, .requested, .restored, .cancelled, .restored],
    [.confirmed, .cancelled, .restored, .cancelled, .restored, .cancelled, .requested],
    [.confirmed, .refunded], [.confirmed, .refundedInPart], [.confirmed, .cancelled, .refunded],
    [.confirmed, .refundedInPart, .refundedInPart, .refundedInPart], [.refunded, .confirmed],
    [.confirmed, .refundedInPart, .refunded], [.confirmed, .refundedInPart, .cancelled],
    [.confirmed, .refunded, .refunded, .cancelled, .requested],
    [.requested, .refunded], [.requested, .refunded, .requested, .refunded, .requested],
    [.confirmed, .refunded, .restored, .requested, .cancelled],
    [.unreadable], [.idle],
    [.confirmed, .paid], [.paid, .confirmed], [.confirmed, .paid, .paid],
    [.confirmed, .paidHalf, .paidOtherHalf], [.paidHalf, .confirmed, .paidOtherHalf],
    [.confirmed, .paid, .cancelled], [.confirmed, .cancelled, .requested, .paid],
    [.confirmed, .paidHalf, .cancelled, .paidOtherHalf, .requested],
    [.confirmed, .mailed], [.mailed, .confirmed], [.confirmed, .mailed, .mailed],
    [.requested, .mailed], [.requested, .mailed, .mailed],
    [.confirmed, .cancelled, .requested, .mailed], [.confirmed, .mailed, .cancelled],
    [.proforma, .confirmed], [.proforma, .confirmed], [.proforma, .requested, .proforma],
    [.proforma, .cancelled], [.confirmed, .proforma], [.proforma, .proformaCancelled, .confirmed],
    [.proforma, .confirmed, .proformaCancelled], [.proforma, .confirmed, .cancelled, .requested],
    [.proforma, .proformaCancelled, .proforma, .confirmed], [.proformaCancelled, .proforma],
    [.proforma, .confirmed, .cancelled, .proformaCancelled, .proforma, .requested],
    [.proforma, .cancelled, .requested], [.proforma, .confirmed, .refunded, .requested],
  ]

  /// What may be asked for an order whose events say when they happened, and come in any order.
  static let timedPlots: [[Event.Kind]] = [
    [.confirmed, .confirmed], [.confirmed, .idle], [.idle, .confirmed], [.confirmed, .requested],
    [.confirmed, .statusCancelled], [.confirmed, .cancelled], [.requested, .cancelled],
    [.confirmed, .cancelled, .requested], [.requested, .cancelled, .requested],
    [.confirmed, .statusCancelled, .requested], [.confirmed, .statusCancelled, .confirmed],
    [.confirmed, .cancelled, .restored], [.idle, .requested, .idle],
    [.confirmed, .confirmed, .confirmed], [.proforma, .confirmed], [.proforma, .idle, .requested],
  ]
}
