import Domain

/// What SmartBill's refusals of a sale from stock mean (`smartbill-api.md` §7.5).
enum StockRefusal {
  /// The first whose words stand in a refusal; all of the words must.
  private static let known: [(words: [String], code: FailureCode)] = [
    (["Modulul stoc nu este activ"], .stockModuleOff),
    (["Nu ai facut nicio achizitie"], .stockNeverPurchased),
    (["Cantitate stoc insuficienta"], .stockInsufficient),
    (["Exista deja pe stoc un produs"], .productCodeDiffers),
    (["nu are factor de conversie"], .stockUnitDiffers),
    (["importului de stoc initial"], .stockNotYet),
    (["nu are codul specificat"], .productCodeMissing),
    (["Gestiunea predatoare"], .warehouseUnknown),
    (["Gestiunea", "nu a fost gasita"], .warehouseUnknown),
  ]

  static func code(of text: ErrorText) -> FailureCode? {
    known.first { $0.words.allSatisfy(text.contains) }?.code
  }
}
