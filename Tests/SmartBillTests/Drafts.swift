import Domain

@testable import SmartBill

extension OrderLine {
  static func product(
    _ price: Money, quantity: Quantity = .one, named name: String = "Cafea boabe 1 kg",
    code: String? = nil, vat: VATRate = "21", isVATIncluded: Bool = true
  ) -> OrderLine {
    OrderLine(
      kind: .product, code: code, name: name, quantity: quantity, price: price,
      isVATIncluded: isVATIncluded, vatRate: vat)
  }

  static func shipping(
    _ price: Money, vat: VATRate = "21", isVATIncluded: Bool = true
  ) -> OrderLine {
    OrderLine(
      kind: .shipping, name: "Transport", price: price, isVATIncluded: isVATIncluded,
      vatRate: vat)
  }

  static func discount(
    _ price: Money, vat: VATRate? = "21", isVATIncluded: Bool = true, covers: Int? = nil
  ) -> OrderLine {
    OrderLine(
      kind: .discount, name: "Reducere VARA", price: price, isVATIncluded: isVATIncluded,
      vatRate: vat, covers: covers)
  }

  static func discount(percent: Percentage, covers: Int? = nil) -> OrderLine {
    OrderLine(
      kind: .discount, name: "Reducere VARA", price: .zero, vatRate: nil, percent: percent,
      covers: covers)
  }
}

extension Party {
  static let ion = Party(
    kind: .person, name: "Ion Popescu", address: "Str. Lungă 1", city: "Cluj-Napoca",
    county: "Cluj", email: "ion@example.ro")
}

extension InvoiceDraft {
  static func of(
    _ lines: [OrderLine], total: Money, customer: Party = .ion, currency: String = "RON"
  ) -> InvoiceDraft {
    let order = Order(
      id: "1001", number: "1001", status: "Confirmata", currency: currency, customer: customer,
      lines: lines, total: total)
    return InvoiceDraft(
      key: InvoiceKey(account: "firma", shop: "magazin", order: "1001", revision: 0),
      series: Series(cif: "RO12345674", name: "FCT"), order: order, issuedOn: "2026-11-23")
  }

  /// One product, to what its total is.
  static let simple = of([.product("131.00")], total: "131.00")
}

extension InvoicePreparation {
  static let standard = InvoicePreparation()
}

extension Timestamp {
  /// 2026-11-23T10:00:00Z.
  static let noon = Timestamp(milliseconds: 1_795_428_000_000)
}

/// The failure that `body` throws, or nil.
func failure(of body: () throws(Failure) -> some Any) -> Failure? {
  do throws(Failure) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}
