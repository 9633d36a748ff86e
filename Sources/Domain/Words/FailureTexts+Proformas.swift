extension FailureCode {
  /// Of proformas, and of invoices that are made from them.
  var proformaTexts: Texts {
    switch self {
    case .proformasNotSetUp:
      (
        .init(
          ro: "Magazinul cere o proformă, dar setările nu spun în ce serie.",
          en: "The shop asks for a proforma, but the settings name no series for it."),
        .init(
          ro: "Scrieți «proforma_series» la «invoicing», cu o serie de proforme din SmartBill, "
            + "reporniți, apoi reluați lucrarea sau cereți din nou proforma din magazin.",
          en: "Write “proforma_series” under “invoicing”, with a series of proformas of SmartBill, "
            + "restart, then requeue the job, or ask for the proforma again from the shop.")
      )
    case .proformaInDoubt:
      (
        .init(
          ro: "Nu se știe dacă proforma s-a emis în SmartBill.",
          en: "Nobody knows whether the proforma was issued in SmartBill."),
        .init(
          ro:
            "De obicei nu e nimic de făcut: Punte o caută singur după referință. Dacă cere un om, "
            + "căutați în SmartBill proforma comenzii și spuneți-i administratorului lui Punte ce "
            + "ați găsit: numărul ei, că nu există și trebuie trimisă din nou, sau că renunțați.",
          en: "Usually nothing: Punte looks for it by its reference. If it asks for a person, look "
            + "in SmartBill for the order's proforma, and tell Punte's administrator what you "
            + "found: its number, that it isn't there and is to be sent again, or that it is given "
            + "up.")
      )
    case .proformaOrderInvoiced:
      (
        .init(
          ro: "Comanda are deja o factură sau una în lucru, așa că nu se mai face proformă.",
          en: "The order has an invoice already, or one under way, so no proforma is made."),
        .init(
          ro: "De obicei nu e nimic de făcut. Dacă factura este o greșeală, anulați-o întâi, apoi "
            + "cereți din nou proforma.",
          en: "Usually nothing. If the invoice is a mistake, cancel it first, then ask for the "
            + "proforma again.")
      )
    case .proformaInvoiced:
      (
        .init(
          ro: "Proforma comenzii a fost deja facturată.",
          en: "The order's proforma was invoiced already."),
        .init(
          ro:
            "Uitați-vă în SmartBill la factura de la detalii. Dacă a emis-o Punte și proforma "
            + "trebuie anulată, anulați întâi factura, cu «Anuleaza factura». Dacă a făcut-o cineva "
            + "în SmartBill și este a comenzii, nu mai e nimic de emis; dacă nu este, trimiteți "
            + "«proforma.cancel_requested», apoi apăsați din nou «Trimite in Erp»: factura se face "
            + "din comandă.",
          en:
            "Look in SmartBill at the invoice of the detail. If Punte issued it, and the proforma "
            + "is to be cancelled, cancel the invoice first, with “Anuleaza factura”. If somebody "
            + "made it in SmartBill and it is the order's, nothing is left to be issued; if it "
            + "isn't, send “proforma.cancel_requested”, then press “Trimite in Erp” again: the "
            + "invoice is made of the order.")
      )
    default:
      (
        .init(
          ro: "SmartBill nu a anulat proforma.",
          en: "SmartBill did not cancel the proforma."),
        .init(
          ro: "Citiți la detalii ce spune SmartBill și rezolvați acolo, apoi cereți din nou "
            + "anularea. O proformă nu este document fiscal: poate fi și lăsată așa.",
          en: "Read in the detail what SmartBill says and mend it there, then ask for the cancel "
            + "again. A proforma is no fiscal document: it may also be left as it is.")
      )
    }
  }
}
