/// What the stock refuses with: HTML and all (smartbill-api.md §7.1, §7.5).
extension Refusal {
  static let noStockModule = Refusal(text: "Modulul stoc nu este activ!")
  static func noWarehouse(of product: String) -> Refusal {
    Refusal(text: "Gestiunea predatoare nu este setata pentru produsul \(product).")
  }
  static func unknownWarehouse(_ warehouse: String, of product: String) -> Refusal {
    Refusal(
      text: "Gestiunea predatoare \(warehouse) a produsului \(product) nu a fost gasita.")
  }
  static func neverPurchased(_ product: String) -> Refusal {
    Refusal(
      text: "Nu ai facut nicio achizitie pentru produsul \(product).<br/>Incarca mai intai stoc "
        + "pentru produs sau emite documentul fara descarcare de gestiune.")
  }
  static func otherCode(_ product: String, _ code: String) -> Refusal {
    Refusal(text: "Exista deja pe stoc un produs cu numele \(product) si codul \(code).")
  }
  static func wrongUnit(_ unit: String, of product: String) -> Refusal {
    Refusal(
      text: "Unitatea de masura \(unit) a produsului \(product) nu are factor de conversie setat."
        + #"<div id="moreErrorDetails" style="display:none">Verifica unitatea de masura din "#
        + "nomenclatorul de produse.</div>")
  }
  static func beforeImport(_ warehouse: String, _ date: String) -> Refusal {
    Refusal(
      text: "Nu poti adauga documente cu tranzactii pe stoc la data anterioara datei importului "
        + "de stoc initial. Pe gestiunea \(warehouse) importul de stoc initial s-a facut la data "
        + "\(CalendarDate.slashed(date)).")
  }
  static func stockTooLow(
    for product: String, at position: Int, document: String, date: String
  ) -> Refusal {
    Refusal(
      text: "Cantitate stoc insuficienta la <b>\(document)</b> din data "
        + "<b>\(CalendarDate.slashed(date))</b> pentru produsul <b>\(product)</b> de la pozitia "
        + "\(position)")
  }
  /// On a cancel, a restore or a deletion.
  static func stockTooLow(for product: String) -> Refusal {
    Refusal(text: "Cantitate stoc insuficienta pentru produsul \(product).")
  }

  static let noStockDate = Refusal(
    text: "Data la care vreti sa aflati valoarea stocului trebuie specificata!")
  static let badStockDate = Refusal(text: "Data trebuie sa fie de forma yyyy-MM-dd.")
  static func unknownWarehouse(_ name: String) -> Refusal {
    Refusal(text: "Gestiunea \(name) nu a fost gasita pe server.")
  }
}
