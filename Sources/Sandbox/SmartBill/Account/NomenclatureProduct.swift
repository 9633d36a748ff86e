/// A product as the company's nomenclature has it.
struct NomenclatureProduct: Equatable, Sendable {
  var name: String
  var code: String
  var unit: String
}
