/// Gets an invoice's PDF, for a person who wants to see it.
public protocol DocumentSource: Sendable {
  /// The PDF as it is now. Whatever else is to be done at the accounting service comes first.
  ///
  /// Answers within a minute, and never throws: what can't be had now may be asked for again.
  func pdf(of invoice: Invoice) async -> PDFReading
}

public enum PDFReading: Sendable, Equatable {
  case printed([UInt8])
  /// Not now; asked again before that moment, the answer would be the same.
  case unavailable(Failure, until: Timestamp)
}

extension Invoice {
  /// Its document, as far as there is one to be shown: a cancelled one is, marked as such.
  public var shownDocument: IssuedDocument? {
    switch state {
    case .issued, .cancelled, .reversed: document
    default: nil
    }
  }
}
