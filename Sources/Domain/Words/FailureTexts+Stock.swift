extension FailureCode {
  /// Of goods that can't be told apart, or not be taken from their warehouse.
  var stockTexts: Texts {
    switch self {
    case .productCodeMissing:
      (
        .init(
          ro: "Un produs al comenzii nu are cod, iar magazinul recunoaște produsele din "
            + "SmartBill după cod.",
          en: "A product of the order has no code, and the shop tells SmartBill's products by "
            + "their codes."),
        .init(
          ro: "Puneți codul din SmartBill la produs, în magazin, apoi apăsați «Trimite in "
            + "Erp».",
          en: "Give the product its SmartBill code in the shop, then press “Trimite in Erp”.")
      )
    case .productCodeDiffers:
      (
        .init(
          ro: "În SmartBill produsul este pe stoc cu alt cod decât în magazin.",
          en: "In SmartBill the product is in stock under another code than in the shop."),
        .init(
          ro: "Scrieți în magazin codul din detalii, literă cu literă, apoi apăsați «Trimite "
            + "in Erp».",
          en: "Write the code of the detail in the shop, to the letter, then press “Trimite in "
            + "Erp”.")
      )
    case .productNotInStock:
      (
        .init(
          ro: "Titlul unui produs nu se găsește în stocul gestiunii din SmartBill; nu s-a emis "
            + "nimic.",
          en: "A product's title isn't found in the stock of SmartBill's warehouse; nothing "
            + "was issued."),
        .init(
          ro: "Dați produsului în magazin numele din SmartBill, sau înregistrați intrarea lui "
            + "în gestiune; apoi apăsați «Trimite in Erp».",
          en: "Give the product its SmartBill name in the shop, or enter its purchase in the "
            + "warehouse; then press “Trimite in Erp”.")
      )
    case .productAmbiguous:
      (
        .init(
          ro: "Titlul unui produs se potrivește cu mai multe produse din SmartBill, care "
            + "diferă doar prin majuscule, diacritice sau spații.",
          en: "A product's title fits several of SmartBill's products, which differ by case, "
            + "diacritics or spaces alone."),
        .init(
          ro: "Scrieți în magazin numele exact, sau uniți produsele în SmartBill; apoi apăsați "
            + "«Trimite in Erp».",
          en: "Write the exact name in the shop, or merge the products in SmartBill; then "
            + "press “Trimite in Erp”.")
      )
    case .warehouseUnknown:
      (
        .init(
          ro: "SmartBill nu are gestiunea din setări; nu s-a emis nimic.",
          en: "SmartBill has no such warehouse as the settings name; nothing was issued."),
        .init(
          ro: "Scrieți în setări la «warehouse» numele gestiunii exact ca în SmartBill, reporniți, "
            + "apoi reluați lucrarea.",
          en: "Write the warehouse's name into the settings, under “warehouse”, exactly as "
            + "SmartBill has it, restart, then requeue the job.")
      )
    case .stockModuleOff:
      (
        .init(
          ro: "Contul SmartBill nu are modulul de stocuri, iar setările cer descărcarea "
            + "gestiunii.",
          en: "The SmartBill account has no stock module, and the settings take goods from a "
            + "warehouse."),
        .init(
          ro: "Activați modulul în SmartBill, sau scoateți «warehouse» din setări și "
            + "reporniți; apoi reluați lucrarea.",
          en: "Turn the module on in SmartBill, or remove “warehouse” from the settings and "
            + "restart; then requeue the job.")
      )
    case .stockNeverPurchased:
      (
        .init(
          ro: "Produsul din detalii nu a intrat niciodată în gestiune, deci nu poate fi "
            + "scăzut.",
          en: "The product of the detail never came into the warehouse, so it can't be taken "
            + "from it."),
        .init(
          ro: "Înregistrați în SmartBill intrarea (NIR), sau corectați codul ori titlul din "
            + "magazin; apoi apăsați «Trimite in Erp».",
          en: "Enter its purchase (NIR) in SmartBill, or correct its code or title in the "
            + "shop; then press “Trimite in Erp”.")
      )
    case .stockInsufficient:
      (
        .init(
          ro: "Stocul din gestiune nu ajunge pentru produsul din detalii; nu s-a emis nimic.",
          en: "The warehouse has too little of the product of the detail; nothing was issued."),
        .init(
          ro: "Înregistrați în SmartBill intrările care lipsesc, sau corectați comanda; apoi "
            + "apăsați «Trimite in Erp».",
          en: "Enter the missing purchases in SmartBill, or correct the order; then press "
            + "“Trimite in Erp”.")
      )
    case .stockUnitDiffers:
      (
        .init(
          ro: "Unitatea de măsură din comandă nu este cea din nomenclatorul SmartBill.",
          en: "The order's measuring unit isn't the one of SmartBill's nomenclature."),
        .init(
          ro: "Scrieți în magazin unitatea exact ca în SmartBill («buc» nu e «BUC»), apoi "
            + "apăsați «Trimite in Erp».",
          en: "Write the unit in the shop exactly as in SmartBill (“buc” isn't “BUC”), then "
            + "press “Trimite in Erp”.")
      )
    default:
      (
        .init(
          ro: "Data facturii este dinaintea importului de stoc inițial al gestiunii.",
          en: "The invoice's day is before the warehouse's import of its first stock."),
        .init(
          ro: "Corectați în SmartBill data importului, apoi cereți administratorului lui Punte să "
            + "reia lucrarea.",
          en: "Correct the import's date in SmartBill, then have Punte's administrator requeue the "
            + "job.")
      )
    }
  }
}
