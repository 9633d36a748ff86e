extension FailureCode {
  /// Of invoices that SmartBill is to e-mail.
  var mailTexts: Texts {
    switch self {
    case .mailWaits:
      (
        .init(
          ro: "E-mailul așteaptă: factura comenzii este tocmai în lucru.",
          en: "The e-mail waits: the order's invoice is under way."),
        .init(
          ro: "Nu e nimic de făcut; dacă factura are nevoie de un om, spuneți administratorului "
            + "lui Punte ce este cu ea în SmartBill.",
          en: "Nothing; if the invoice needs a person, tell Punte's administrator how it stands "
            + "in SmartBill.")
      )
    case .mailWithoutInvoice:
      (
        .init(
          ro: "Comanda nu are o factură care să poată fi trimisă, așa că nu s-a trimis nimic.",
          en: "The order has no invoice that could be sent, so nothing was e-mailed."),
        .init(
          ro: "Cereți întâi factura cu «Trimite in Erp», apoi trimiteți-o din nou pe e-mail.",
          en: "Ask for the invoice with “Trimite in Erp” first, then e-mail it again.")
      )
    case .mailRefused:
      (
        .init(
          ro: "SmartBill a refuzat să trimită factura pe e-mail; nu s-a trimis nimic.",
          en: "SmartBill refused to e-mail the invoice; nothing was sent."),
        .init(
          ro: "Corectați ce spune SmartBill la detalii (adresa clientului, serverul de e-mail din "
            + "SmartBill Cloud), apoi cereți din nou trimiterea.",
          en: "Mend what SmartBill says in the detail (the customer's address, the mail server in "
            + "SmartBill Cloud), then ask for the e-mail again.")
      )
    default:
      (
        .init(
          ro: "Nu se știe dacă factura a fost trimisă pe e-mail: se poate să fi plecat. Nu se "
            + "trimite singură încă o dată.",
          en: "Nobody knows whether the invoice was e-mailed: it may have been. It is not sent "
            + "again by itself."),
        .init(
          ro: "Întrebați clientul dacă a primit-o. Dacă nu, cereți din nou trimiterea din magazin, "
            + "sau cereți administratorului lui Punte să reia lucrarea.",
          en: "Ask the customer whether it came. If not, press the button in the shop again, or "
            + "have Punte's administrator requeue the job.")
      )
    }
  }
}
