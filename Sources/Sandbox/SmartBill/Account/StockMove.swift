/// So much of a product came into a warehouse, or went out of it.
struct StockMove: Equatable, Sendable {
  /// The position in the nomenclature.
  var product: Int
  var warehouse: String
  /// Negative when it went out.
  var quantity: ExactNumber
  /// `yyyy-MM-dd`, as the document says.
  var date: String
  var milliseconds: Int
  /// The document that moved it; nil for a reception, or what a person did by hand.
  var document: Int?
}
