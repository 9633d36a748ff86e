import Domain

/// What SmartBill's list of the invoices that were made of a proforma says of the one in doubt; pure.
enum ConversionRule {
  enum Step: Equatable {
    /// Neither the series nor the proforma knows of a new invoice.
    case nothingMade
    /// This one was made of the proforma; its total is to be looked up.
    case made(InvoiceNumber, isAlone: Bool)
    /// The series has moved, though nothing was made of the proforma: one of them is late, or the
    /// new document is another's.
    case moved(new: Range<Int>)
    case needsPerson(Failure)
  }

  /// - Parameters:
  ///   - made: without drafts.
  ///   - next: the series' next number.
  static func step(
    _ movement: DoubtRule.Movement, made: [InvoiceNumber], in series: String,
    expecting expected: Int, next: Int
  ) -> Step {
    switch made.count {
    case 0:
      switch movement {
      case .absent: return .nothingMade
      case .movedByOne: return .moved(new: expected..<(expected + 1))
      case .moved(let new): return .moved(new: new)
      }
    case 1 where made[0].series == series && isNew(made[0], from: expected, to: next):
      return .made(made[0], isAlone: movement == .movedByOne)
    case 1:
      return .needsPerson(
        Failure(.documentDiffers, detail: "the proforma was invoiced as \(made[0])"))
    default:
      let numbers = made.map(\.description).joined(separator: ", ")
      return .needsPerson(
        Failure(.documentDuplicated, detail: "the proforma was invoiced as \(numbers)"))
    }
  }

  private static func isNew(_ number: InvoiceNumber, from expected: Int, to next: Int) -> Bool {
    number.value.map { expected <= $0 && $0 < next } ?? false
  }

  /// Whether a document is the one that was to be made of the proforma.
  static func verdict(
    on candidate: Candidate, made: [InvoiceNumber], total: Money
  ) -> DoubtRule.Verdict {
    guard let found = candidate.total else { return .absent }
    guard made == [candidate.number] else {
      let numbers = made.map(\.description).joined(separator: ", ")
      return .differs(
        "the proforma was \(made.isEmpty ? "not invoiced" : "invoiced as \(numbers)"), "
          + "not as \(candidate.number)")
    }
    guard found == total else {
      return .differs("\(candidate.number) comes to \(found), the order to \(total)")
    }
    return .ours
  }
}
