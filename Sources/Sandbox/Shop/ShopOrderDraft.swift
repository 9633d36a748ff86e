import FoundationEssentials

/// An order as it is asked for: one of the contract, in which what the shop knows may be left out.
struct ShopOrderDraft: Decodable, Equatable, Sendable {
  var id: String?
  var number: String?
  var status: ShopOrderStatus?
  var currency: String?
  var placedAt: String?
  var customer: ShopOrder.Customer
  var lines: [ShopOrder.Line]
  var payment: ShopOrder.Payment?
  /// Kept as given, even when wrong, so that a test can see what is done with a wrong total.
  var total: ShopAmount?

  enum CodingKeys: String, CodingKey {
    case id, number, status, currency, customer, lines, payment, total
    case placedAt = "placed_at"
  }

  /// The order, with what was left out filled in.
  func order(id: String, placedAt now: ShopTime) -> ShopOrder {
    ShopOrder(
      id: id,
      number: number ?? id,
      status: status ?? .waiting,
      currency: currency ?? "RON",
      placedAt: placedAt ?? now.rfc3339,
      customer: customer,
      lines: lines,
      payment: payment ?? .init(method: "ramburs", paid: false),
      total: total ?? ShopAmount(bani: ShopTotals(lines).totalBani))
  }
}

extension ShopOrderDraft {
  private struct SampleWish: Decodable {
    let sample: ShopSample
  }

  /// Reads an order of the contract, or `{"sample": "person"}`.
  init(wish body: Data) throws {
    if let wish = try? JSONDecoder().decode(SampleWish.self, from: body) {
      self = wish.sample.draft
    } else {
      self = try JSONDecoder().decode(Self.self, from: body)
    }
  }
}
