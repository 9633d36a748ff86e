import Domain

/// Turns an order's lines into a create call's, or says which one can't be invoiced.
struct WireLines {
  let currency: String
  let vatNames: [VATRate: String]

  func lines(of order: Order) throws(Failure) -> [WireLine] {
    guard order.lines.contains(where: { $0.kind != .discount }) else {
      throw unfit(order.lines.isEmpty ? "lines is empty" : "lines holds only discounts")
    }
    var lines: [WireLine] = []
    for (index, line) in order.lines.enumerated() {
      let path = "lines[\(index)]"
      if line.kind != .discount {
        lines.append(.sale(try sale(line, path)))
      } else if line.price != .zero {
        // A discount of nothing is left out: SmartBill takes only negative ones.
        lines.append(.discount(try discount(line, path, itemsAbove: lines.count)))
      }
    }
    guard lines.count <= WireInvoice.linesMax else {
      throw unfit("\(lines.count) lines are more than SmartBill's \(WireInvoice.linesMax)")
    }
    return lines
  }

  private func sale(_ line: OrderLine, _ path: String) throws(Failure) -> WireLine.Sale {
    guard line.price >= .zero else { throw unfit("\(path).price is negative on no discount") }
    guard line.quantity.units > 0 else { throw unfit("\(path).quantity is not above zero") }
    return WireLine.Sale(
      code: line.code.nonBlank, currency: currency, isService: line.kind != .product,
      isTaxIncluded: line.isVATIncluded, measuringUnitName: unit(of: line),
      name: try name(of: line, path), price: JSONNumber(line.price),
      quantity: JSONNumber(line.quantity), taxName: try vatName(of: line, path),
      taxPercentage: JSONNumber(line.vatRate))
  }

  private func discount(
    _ line: OrderLine, _ path: String, itemsAbove: Int
  ) throws(Failure) -> WireLine.Discount {
    guard line.price < .zero else { throw unfit("\(path).price is positive on a discount") }
    guard line.quantity == .one else { throw unfit("\(path).quantity of a discount is not 1") }
    guard itemsAbove > 0 else { throw unfit("\(path) is a discount with no line above it") }
    return WireLine.Discount(
      currency: currency, discountValue: JSONNumber(line.price),
      isTaxIncluded: line.isVATIncluded, measuringUnitName: unit(of: line),
      name: try name(of: line, path), numberOfItems: itemsAbove,
      taxName: try vatName(of: line, path), taxPercentage: JSONNumber(line.vatRate))
  }

  private func name(of line: OrderLine, _ path: String) throws(Failure) -> String {
    guard let name = line.name.nonBlank else { throw unfit("\(path).name is empty") }
    return name
  }

  private func unit(of line: OrderLine) -> String {
    line.unit.nonBlank ?? OrderLine.defaultUnit
  }

  private func vatName(of line: OrderLine, _ path: String) throws(Failure) -> String {
    guard (0...VATRate.whole).contains(line.vatRate.units) else {
      throw unfit("\(path).vat_rate is not between 0 and 100")
    }
    guard let name = vatNames[line.vatRate] else {
      throw Failure(.vatRateUnnamed, detail: "\(path).vat_rate is \(line.vatRate)")
    }
    return name
  }

  private func unfit(_ detail: String) -> Failure {
    Failure(.orderNotInvoiceable, detail: detail)
  }
}
