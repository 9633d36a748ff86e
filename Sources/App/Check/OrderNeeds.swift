import Domain
import Handlers
import SmartBill

/// What orders need that an account may lack.
struct OrderNeeds: Sendable, Equatable {
  var vatRates: Set<VATRate> = []
  var units: Set<String> = []
  /// Of customers abroad.
  var foreignVATRates: Set<ForeignVATRate> = []

  /// Adds those of an event that asks for an invoice; any other has none.
  mutating func add(_ detail: EventDetail, under policy: ShopPolicy) {
    let event = Event(
      sequence: detail.event.sequence, shop: detail.event.shop, id: detail.event.id,
      receivedAt: detail.event.receivedAt, body: detail.body)
    guard
      case .success(let decision) = HandlerTable.handle(event, run: 0, under: policy).result
    else { return }
    for command in decision.commands {
      switch command {
      case .issueInvoice(let issue), .draftInvoice(let issue), .issueProforma(let issue):
        add(Set(issue.order.lines.compactMap(\.vatRate)), of: issue.order.customer)
        units.formUnion(issue.order.lines.map(\.unit))
      default: break
      }
    }
  }

  private mutating func add(_ rates: Set<VATRate>, of customer: Party) {
    guard !customer.isDomestic, let country = Country(customer.country) else {
      return vatRates.formUnion(rates)
    }
    foreignVATRates.formUnion(rates.map { ForeignVATRate(country: country, rate: $0) })
  }
}
