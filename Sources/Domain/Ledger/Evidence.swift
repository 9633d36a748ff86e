/// The raw outcome of a create call, kept before it is read: append-only, never fenced.
public struct Evidence: Codable, Sendable, Equatable {
  public let invoice: Invoice.ID
  public let attempt: Int
  public let at: Timestamp
  public let answer: RawAnswer

  public init(invoice: Invoice.ID, attempt: Int, at: Timestamp, answer: RawAnswer) {
    self.invoice = invoice
    self.attempt = attempt
    self.at = at
    self.answer = answer
  }

  public init(of answer: RawAnswer, to reservation: Reservation, at moment: Timestamp) {
    self.init(
      invoice: reservation.invoice, attempt: reservation.attempt, at: moment, answer: answer)
  }
}

/// What came back of a call, not yet read.
public enum RawAnswer: Codable, Sendable, Equatable {
  case answered(status: Int, body: [UInt8])
  /// Not one byte of the request left.
  case notSent(String)
  /// Bytes may have left, and no whole answer came; what of it came may hold the number.
  case unclear(String, partialBody: [UInt8] = [])
}
