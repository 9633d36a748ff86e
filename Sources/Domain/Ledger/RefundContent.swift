/// What an event asks to take back, as far as another event with the same refund must say the same.
public struct RefundContent: Codable, Sendable, Equatable {
  /// Nil for the whole of the invoice, whatever it comes to.
  public let total: Money?
  /// A text of each line, sorted; none where all is taken back.
  public let lines: [String]

  /// Of a document that an earlier version made, of which no more is known.
  public init(total: Money) {
    self.total = total
    lines = []
  }

  public init(_ extent: RefundExtent) {
    switch extent {
    case .whole(let total):
      self.total = total
      lines = []
    case .part(let order, _):
      total = -order.total
      lines = order.lines.map(Self.text).sorted()
    }
  }

  /// - Parameter total: what the invoice comes to.
  public func asksTheSame(as other: RefundContent, of total: Money?) -> Bool {
    guard (self.total ?? total) == (other.total ?? total) else { return false }
    // Of the whole the lines need not be named.
    return lines.isEmpty || other.lines.isEmpty || lines == other.lines
  }

  /// A shop may call a thing that has a code by another name.
  private static func text(of line: OrderLine) -> String {
    let what = line.code.map { "code \($0)" } ?? "name \(line.name)"
    let parts = [
      line.kind.rawValue, what, "\(line.quantity)", "\(line.price)",
      line.isVATIncluded ? "with VAT" : "without VAT", line.vatRate?.description ?? "-",
      line.vatReason?.rawValue ?? "-",
    ]
    return parts.joined(separator: "|")
  }
}

/// A refund as it was asked for when its document was about to be sent.
public struct AskedRefund: Sendable, Equatable {
  public let id: RefundID
  public let content: RefundContent

  public init(_ id: RefundID, _ content: RefundContent) {
    self.id = id
    self.content = content
  }
}
