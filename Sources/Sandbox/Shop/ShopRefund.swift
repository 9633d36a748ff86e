/// Money given back for an order, in the words of the contract.
struct ShopRefund: Encodable, Equatable, Sendable {
  var id: String
  var full: Bool?
  /// What is given back of the order's lines.
  var lines: [ShopOrder.Line]?
  var total: ShopAmount?

  /// The whole order.
  static func whole(id: String) -> ShopRefund { ShopRefund(id: id, full: true) }
}

/// A refund as a person or a script asks for it.
struct ShopRefundWish: Decodable, Sendable {
  /// All of the order; else the parts.
  var full: Bool?
  var parts: [Part]?
  /// Its id; nil for the next of the order.
  var id: String?

  /// So much of the order's line, counted from 0.
  struct Part: Decodable, Sendable {
    var line: Int
    var quantity: ShopAmount
  }

  /// nil where it names no line of the order.
  func refund(of order: ShopOrder, id: String) -> ShopRefund? {
    guard full != true else { return .whole(id: id) }
    var lines: [ShopOrder.Line] = []
    for part in parts ?? [] {
      guard order.lines.indices.contains(part.line), part.quantity.tenThousandths > 0 else {
        return nil
      }
      var line = order.lines[part.line]
      guard line.kind != .discount else { return nil }
      line.quantity = part.quantity
      lines.append(line)
    }
    guard !lines.isEmpty else { return nil }
    return ShopRefund(
      id: id, lines: lines, total: ShopAmount(bani: ShopTotals(lines).totalBani))
  }
}
