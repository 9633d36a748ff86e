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
    [.requested, .refunded, .requested, .refunded, .requested],
    [.confirmed, .refunded, .restored, .requested, .cancelled],
    [.unreadable], [.idle],
    [.confirmed, .paid], [.paid, .confirmed], [.confirmed, .paid, .paid],
    [.confirmed, .paidHalf, .paidOtherHalf], [.paidHalf, .confirmed, .paidOtherHalf],
    [.confirmed, .paid, .cancelled], [.confirmed, .cancelled, .requested, .paid],
    [.confirmed, .paidHalf, .cancelled, .paidOtherHalf, .requested],
    [.confirmed, .mailed], [.mailed, .confirmed], [.confirmed, .mailed, .mailed],
    [.requested, .mailed], [.requested, .mailed, .mailed],
    [.confirmed, .cancelled, .requested, .mailed], [.confirmed, .mailed, .cancelled],
  ]
}
