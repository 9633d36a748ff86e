import Domain
import Handlers
import SmartBill

/// What orders need that an account may lack.
struct OrderNeeds: Sendable, Equatable {
  var vatRates: Set<VATRate> = []
  var units: Set<String> = []
  /// Of customers abroad.
  var foreignVATRates: Set<ForeignVATRate> = []
  /// Rates that Romania hasn't got today, each with the orders that have it, such as `magazin/2013`:
  /// they can't be invoiced, whatever the account has.
  var lapsed: [VATRate: Set<String>] = [:]

  /// The orders that an event asks to invoice.
  static func orders(of detail: EventDetail, under policy: ShopPolicy) -> [Order] {
    let event = Event(
      sequence: detail.event.sequence, shop: detail.event.shop, id: detail.event.id,
      receivedAt: detail.event.receivedAt, body: detail.body)
    guard
      case .success(let decision) = HandlerTable.handle(event, run: 0, under: policy).result
    else { return [] }
    return decision.commands.compactMap { command -> Order? in
      switch command {
      case .issueInvoice(let issue), .draftInvoice(let issue), .issueProforma(let issue):
        return issue.order
      case .waitToIssue(let wait): return wait.issue.order
      default: return nil
      }
    }
  }

  /// The rates of an order that Romania hasn't got on a day; none of a customer abroad, who may have
  /// another country's.
  static func lapsed(in order: Order, on day: String?) -> Set<VATRate> {
    guard let day, order.customer.isDomestic else { return [] }
    return Set(order.lines.compactMap(\.vatRate).filter { !RomanianVAT.isValid($0, on: day) })
  }

  /// Adds what an order needs.
  ///
  /// - Parameters:
  ///   - name: what it is called beside its shop.
  ///   - day: today's, `yyyy-MM-dd`, on which it would be invoiced; nil judges no rate.
  mutating func add(_ order: Order, named name: String, on day: String?) {
    let lapsed = Self.lapsed(in: order, on: day)
    for rate in lapsed { self.lapsed[rate, default: []].insert(name) }
    add(Set(order.lines.compactMap(\.vatRate)).subtracting(lapsed), of: order.customer)
    units.formUnion(order.lines.map(\.unit))
  }

  private mutating func add(_ rates: Set<VATRate>, of customer: Party) {
    guard !customer.isDomestic, let country = Country(customer.country) else {
      return vatRates.formUnion(rates)
    }
    foreignVATRates.formUnion(rates.map { ForeignVATRate(country: country, rate: $0) })
  }
}
