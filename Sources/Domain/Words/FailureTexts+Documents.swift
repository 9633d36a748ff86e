extension FailureCode {
  /// Of invoices' PDFs that somebody wants to see.
  var documentTexts: Texts {
    switch self {
    case .documentsBusy:
      (
        .init(
          ro: "Documentul nu a fost cerut: facturile de emis au întâietate la SmartBill.",
          en: "The document was not asked for: invoices to be issued come first at SmartBill."),
        .init(
          ro: "Încercați din nou peste câteva secunde.",
          en: "Try again in a few seconds.")
      )
    default:
      (
        .init(
          ro: "SmartBill nu dă acum documentul: nu răspunde sau nu îl are.",
          en: "SmartBill doesn't give the document now: it doesn't answer, or doesn't have it."),
        .init(
          ro: "Încercați din nou peste un minut. Dacă se repetă, căutați factura în SmartBill; "
            + "dacă a fost ștearsă acolo, spuneți-i administratorului lui Punte.",
          en: "Try again in a minute. If it recurs, look for the invoice in SmartBill; if it was "
            + "deleted there, tell Punte's administrator.")
      )
    }
  }
}
