import ArgumentParser

/// What becomes of a product's name in the nomenclature when a sale that discharges stock names it
/// otherwise. The newest official text says that the sent name overwrites it; in 2017 the
/// nomenclature kept its own (smartbill-api.md §8).
enum StockNames: String, CaseIterable, ExpressibleByArgument, Sendable {
  case overwritten, kept
}
