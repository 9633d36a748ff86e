import Domain
import FoundationEssentials

/// The lines that a create call's body asks for, and what they come to.
enum AskedLines {
  /// Nil for anything but a create call's body, or one that is made from a proforma.
  static func read(_ body: [UInt8]) -> DocumentLines? {
    guard let document = try? JSONDecoder().decode(Body.self, from: Data(body)) else { return nil }
    let lines = document.products.compactMap(\.line)
    guard lines.count == document.products.count else { return nil }
    return summed(lines, precision: document.precision ?? WireInvoice.precisionDefault)
  }

  private static func summed(_ lines: [WireLine], precision: Int) -> DocumentLines {
    let step = InvoiceTotals.steps[precision] ?? InvoiceTotals.ban
    var asked = DocumentLines(lines: [], sums: [:])
    // Which of the asked lines each entry is; nil for discounts and rounding lines.
    var places: [Int?] = []
    for (line, amount) in zip(lines, InvoiceTotals.amounts(of: lines, step: step)) {
      let (vat, value) = (label(of: amount.charge), amount.withVAT)
      asked.sums[vat] = (asked.sums[vat] ?? .zero) + Money(units: Int64(value))
      switch line {
      case .sale(let sale) where !sale.isRounding:
        places.append(asked.lines.count)
        asked.lines.append(
          DocumentLines.Line(
            code: sale.code, name: sale.name, isGoods: !sale.isService, vat: vat,
            quantity: sale.quantity.value, amount: Money(units: Int64(value))))
      case .sale:
        places.append(nil)
      case .discount(let discount):
        if discount.name != RoundingLine.name {
          let covered = places.suffix(discount.numberOfItems).compactMap(\.self)
          let alike = covered.filter { asked.lines[$0].vat == vat }
          take(value, off: alike.isEmpty ? covered : alike, &asked.lines)
        }
        places.append(nil)
      }
    }
    return asked
  }

  /// A discount goes with what it covers at its rate, in proportion.
  private static func take(
    _ value: Int128, off covered: [Int], _ lines: inout [DocumentLines.Line]
  ) {
    let weights = covered.map { max(0, Int128(lines[$0].amount.units)) }
    guard weights.contains(where: { $0 > 0 }) else { return }
    for (place, part) in zip(covered, Apportionment.parts(of: value, by: weights)) {
      lines[place].amount = lines[place].amount + Money(units: Int64(part))
    }
  }

  private static func label(of charge: VATCharge?) -> VATLabel {
    VATLabel(charge?.rate, named: charge?.name)
  }

  private struct Body: Decodable {
    var products: [Product]
    var precision: Int?
  }

  /// An entry, whatever else later versions write.
  private struct Product: Decodable {
    var code: String?
    var discountPercentage: Decimal?
    var discountValue: Decimal?
    var isDiscount: Bool?
    var isService: Bool?
    var isTaxIncluded: Bool
    var name: String
    var numberOfItems: Int?
    var price: Decimal?
    var quantity: Decimal?
    var taxName: String?
    var taxPercentage: Decimal?

    /// Nil where a number has more digits than Punte writes.
    var line: WireLine? {
      let rate: JSONNumber<VATRate>?
      if let taxPercentage {
        guard let value = VATRate("\(taxPercentage)") else { return nil }
        rate = JSONNumber(value)
      } else {
        rate = nil
      }
      if isDiscount == true {
        let percent = discountPercentage.flatMap { Percentage("\($0)") }
        let value = discountValue.flatMap { Money("\($0)") }
        guard percent != nil || value != nil, let numberOfItems, numberOfItems > 0 else {
          return nil
        }
        return .discount(
          WireLine.Discount(
            currency: "", discountPercentage: percent.map(JSONNumber.init),
            discountValue: value.map(JSONNumber.init), isTaxIncluded: isTaxIncluded,
            measuringUnitName: "", name: name, numberOfItems: numberOfItems, taxName: taxName,
            taxPercentage: rate))
      }
      guard let price = price.flatMap({ Money("\($0)") }),
        let quantity = quantity.flatMap({ Quantity("\($0)") }),
        (Int128(price.units) * Int128(quantity.units) / Int128(Quantity.one.units)).magnitude
          <= WireInvoice.lineAmountMax.units.magnitude
      else { return nil }
      return .sale(
        WireLine.Sale(
          code: code, currency: "", isService: isService ?? false, isTaxIncluded: isTaxIncluded,
          measuringUnitName: "", name: name, price: JSONNumber(price),
          quantity: JSONNumber(quantity), taxName: taxName, taxPercentage: rate))
    }
  }
}

extension WireLine.Sale {
  /// Whether it evens out what was rounded otherwise, and stands for nothing sold.
  fileprivate var isRounding: Bool { isService && code == nil && name == RoundingLine.name }
}

extension InvoiceTotals.Amount {
  /// In ten-thousandths of the currency, not yet rounded to the ban.
  fileprivate var withVAT: Int128 {
    guard !isVATIncluded, let rate = charge?.rate.units else { return value }
    let whole = Int128(VATRate.whole)
    return (value * (whole + Int128(rate))).dividedHalfUp(by: whole)
  }
}
