/// A line of an issued document.
struct DocumentLine: Sendable {
  var name: String
  var code: String = ""
  var description: String = ""
  var unit: String
  var quantity: ExactNumber
  /// The unit price in the document's currency, VAT included or not as ``isTaxIncluded`` says.
  var price: ExactNumber
  var isTaxIncluded: Bool
  /// Nil takes no VAT: a discount of an unknown type, as the API calculates it.
  var vatRate: VATRate?
  /// Quantity × price, or what a discount takes off; rounded to the document's precision.
  var value: ExactNumber
  /// The VAT within ``value`` or on top of it, were it rounded line by line.
  var vat: ExactNumber
  var isDiscount = false
  /// A discount that doesn't say how many lines it covers is accepted, and does nothing.
  var isIgnored = false

  var net: ExactNumber { isTaxIncluded ? value - vat : value }
  var gross: ExactNumber { isTaxIncluded ? value : value + vat }
}
