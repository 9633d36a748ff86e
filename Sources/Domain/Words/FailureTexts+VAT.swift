extension FailureCode {
  /// Of a line's VAT.
  var vatTexts: Texts {
    switch self {
    case .vatRateNotValid:
      (
        .init(
          ro: "Cota TVA a unei linii nu este valabilă la data facturii.",
          en: "A line's VAT rate is not valid on the invoice's date."),
        .init(
          ro: "Corectați cota în magazin (din 1 august 2025 sunt 21% și 11%) și trimiteți din nou "
            + "comanda; dacă livrarea a fost înaintea schimbării cotelor, emiteți factura de mână.",
          en: "Correct the rate in the shop (21 % and 11 % since 1 August 2025) and send the order "
            + "again; if the delivery was before the rates changed, issue the invoice by hand.")
      )
    case .companyPaysNoVAT:
      (
        .init(
          ro: "Comanda are TVA, dar firma contului este neplătitoare.",
          en: "The order has VAT, though the account's company pays none."),
        .init(
          ro: "Puneți în magazin cota 0 la toate liniile, sau scoateți «vat_payer: false» de la "
            + "cont dacă firma a devenit plătitoare.",
          en: "Set the rate 0 on all lines in the shop, or remove “vat_payer: false” from the "
            + "account if the company pays VAT by now.")
      )
    default:
      (
        .init(
          ro: "Cota TVA a unei linii nu are nume SmartBill.",
          en: "A line's VAT rate has no SmartBill name."),
        .init(
          ro: "La cota 0 trimiteți din magazin și «vat_reason». Altfel adăugați cota sau motivul "
            + "la «vat_names» în setările contului, cu numele din SmartBill, pentru clienți din altă "
            + "țară (OSS) și cu țara: «NL 21»; apoi reluați.",
          en: "With the rate 0 send a “vat_reason” from the shop. Else add the rate or the reason "
            + "to “vat_names” in the account's settings, with SmartBill's name for it, and for "
            + "customers of another country (OSS) with the country, “NL 21”; then requeue.")
      )
    }
  }
}

extension FailureCode {
  var issuedTotalTexts: Texts {
    (
      .init(
        ro: "Factura este emisă, dar SmartBill îi dă alt total decât al comenzii.",
        en: "The invoice is issued, but SmartBill gives it another total than the order's."),
      .init(
        ro: "Verificați factura în SmartBill; dacă totalul ei este greșit, anulați-o, corectați "
          + "«vat_rounding» la cont și apăsați «Trimite in Erp». Altfel cereți administratorului "
          + "lui Punte să renunțe la lucrare.",
        en: "Look at the invoice in SmartBill; if its total is wrong, cancel it, correct "
          + "“vat_rounding” on the account and press “Trimite in Erp”. Else have Punte's "
          + "administrator discard the job.")
    )
  }
}
