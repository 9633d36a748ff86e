extension FailureCode {
  /// Of documents that SmartBill doesn't change: cancel, restore or reverse.
  var changeTexts: Texts {
    switch self {
    case .restoreRefused:
      (
        .init(
          ro: "SmartBill nu a restaurat factura.",
          en: "SmartBill did not restore the invoice."),
        .init(
          ro: "Citiți la detalii ce spune SmartBill și rezolvați acolo, apoi cereți din nou "
            + "restaurarea; sau cereți altă factură cu «Trimite in Erp».",
          en: "Read in the detail what SmartBill says and mend it there, then ask for the restore "
            + "again; or for another invoice, with “Trimite in Erp”.")
      )
    case .restoreWaits:
      (
        .init(
          ro: "Factura anulată a comenzii este tocmai restaurată.",
          en: "The order's cancelled invoice is just being restored."),
        .init(
          ro: "Nu e nimic de făcut: se continuă singur după restaurare.",
          en: "Nothing: it goes on by itself after the restore.")
      )
    case .nothingToRestore:
      (
        .init(
          ro: "Comanda nu are o factură anulată, sau are una mai nouă care nu este anulată.",
          en: "The order has no cancelled invoice, or it has a newer one that isn't cancelled."),
        .init(
          ro: "Detaliile arată unde se află ultima factură a comenzii. Dacă este una mai nouă, "
            + "anulați-o întâi pe aceea; dacă nu este niciuna valabilă, apăsați «Trimite in Erp».",
          en: "The detail says where the order's last invoice stands. If there is a newer one, "
            + "cancel that first; if there is none that counts, press “Trimite in Erp”.")
      )
    case .stornoStands:
      (
        .init(
          ro: "Factura este stornată: există un document storno pentru ea.",
          en: "The invoice was reversed: there is a storno of it."),
        .init(
          ro: "Dacă stornarea este corectă, nu e nimic de făcut: ea ține loc de anulare. Dacă este "
            + "o greșeală, anulați în SmartBill documentul storno de la detalii, spuneți-i "
            + "administratorului lui Punte, apoi apăsați din nou «Anuleaza factura».",
          en: "Nothing, if the storno is right: it takes the place of a cancel. If it is a "
            + "mistake, cancel the storno of the detail in SmartBill, tell Punte's administrator, "
            + "then press “Anuleaza factura” again.")
      )
    case .periodClosed:
      (
        .init(
          ro: "Documentul este dintr-o perioadă contabilă închisă, în care SmartBill nu mai "
            + "schimbă nimic.",
          en: "The document is of a closed accounting period, in which SmartBill changes nothing."),
        .init(
          ro: "Stornați factura (rambursare integrală din magazin): stornoul are data de azi. Sau "
            + "rugați contabilul să redeschidă perioada, apoi cereți din nou.",
          en: "Reverse the invoice (a refund of the whole order in the shop): the storno has "
            + "today's date. Or have the bookkeeper open the period again, then ask anew.")
      )
    case .stockForbidsChange:
      (
        .init(
          ro: "Stocul din SmartBill nu permite schimbarea: ar ieși din gestiune mai mult decât "
            + "este.",
          en: "The stock in SmartBill doesn't allow the change: more would leave the warehouse "
            + "than there is."),
        .init(
          ro: "Corectați în SmartBill stocul produsului de la detalii, apoi cereți din nou.",
          en: "Correct the stock of the product in the detail in SmartBill, then ask anew.")
      )
    case .vatStatusChanged:
      (
        .init(
          ro:
            "Documentul a fost emis când firma avea alt regim de TVA decât acum, așa că SmartBill "
            + "nu îl mai schimbă.",
          en: "The document was issued while the company's VAT status was another than now, so "
            + "SmartBill doesn't change it any more."),
        .init(
          ro: "Stornați documentul în SmartBill, după sfatul contabilului.",
          en: "Reverse the document in SmartBill, as the bookkeeper advises.")
      )
    default:
      (
        .init(
          ro: "SmartBill nu are documentul cu seria și numărul acestea.",
          en: "SmartBill has no document of this series and number."),
        .init(
          ro: "Căutați-l în SmartBill. Dacă l-a șters cineva acolo, spuneți-i administratorului "
            + "lui Punte; altfel verificați CIF-ul din setări, apoi cereți din nou.",
          en: "Look for it in SmartBill. If somebody deleted it there, tell Punte's administrator; "
            + "else check the fiscal code of the settings, then ask anew.")
      )
    }
  }
}
