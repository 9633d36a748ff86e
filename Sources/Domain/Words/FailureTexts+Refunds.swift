extension FailureCode {
  /// Of stornos and refunds.
  var refundTexts: Texts {
    switch self {
    case .refundWaits:
      (
        .init(
          ro: "Rambursarea așteaptă: factura comenzii este tocmai în lucru.",
          en: "The refund waits: the order's invoice is under way."),
        .init(
          ro: "Nu e nimic de făcut; dacă factura are nevoie de un om, spuneți administratorului "
            + "lui Punte ce este cu ea în SmartBill.",
          en: "Nothing; if the invoice needs a person, tell Punte's administrator how it stands "
            + "in SmartBill.")
      )
    case .refundWithoutInvoice:
      (
        .init(
          ro: "Comanda nu are o factură valabilă, deci nu e nimic de stornat.",
          en: "The order has no invoice that counts, so there is nothing to take back."),
        .init(
          ro: "Dacă factura a fost anulată, nu mai e nimic de făcut. Altfel emiteți sau restaurați "
            + "întâi factura, apoi trimiteți din nou rambursarea din magazin sau cereți "
            + "administratorului lui Punte să reia lucrarea.",
          en: "Nothing, if the invoice was cancelled. Else have it issued or restored first, then "
            + "send the refund again from the shop, or have Punte's administrator requeue the job.")
      )
    case .refundExceeds:
      (
        .init(
          ro: "Rambursarea depășește ce a mai rămas din factură, la o cotă de TVA, la un produs "
            + "sau în total, așa că nu s-a emis nimic.",
          en: "The refund is more than what is left of the invoice, of a VAT rate, of a product or "
            + "in all, so nothing was issued."),
        .init(
          ro: "Verificați în magazin sumele de la detalii și trimiteți rambursarea corectată, cu "
            + "alt id.",
          en: "Check the amounts of the detail in the shop, and send the refund as it should be, "
            + "under another id.")
      )
    case .refundNotInvoiced:
      (
        .init(
          ro: "Rambursarea cuprinde un produs care nu e pe factură, sau e acolo cu altă cotă de "
            + "TVA; nu s-a emis nimic.",
          en: "The refund has a product that isn't on the invoice, or is there at another VAT "
            + "rate; nothing was issued."),
        .init(
          ro: "Verificați în magazin codul și cota de TVA de la detalii și trimiteți rambursarea "
            + "corectată.",
          en: "Check the code and the VAT rate of the detail in the shop, and send the refund as "
            + "it should be.")
      )
    case .refundLinesUnknown:
      (
        .init(
          ro: "Nu se mai știe ce linii are documentul de la detalii, deci rambursarea nu poate fi "
            + "verificată; nu s-a emis nimic.",
          en: "The lines of the document of the detail aren't known any more, so the refund can't "
            + "be checked; nothing was issued."),
        .init(
          ro: "Dacă se rambursează tot, trimiteți din magazin o rambursare a întregii comenzi. "
            + "Altfel emiteți în SmartBill factura cu minus, în altă serie, și cereți "
            + "administratorului lui Punte să renunțe la lucrare.",
          en: "If all is given back, send a refund of the whole order from the shop. Else issue "
            + "the negative invoice in SmartBill, in another series, and have Punte's administrator "
            + "discard the job.")
      )
    case .refundDiffers:
      (
        .init(
          ro: "Aceeași rambursare a venit din nou, cu altă sumă sau cu alte linii; documentul emis "
            + "a rămas cum era.",
          en: "The same refund came again, with another amount or other lines; what was issued "
            + "stays as it was."),
        .init(
          ro: "Verificați în magazin ce s-a rambursat. Dacă e o altă rambursare, trimiteți-o cu "
            + "alt id; altfel cereți administratorului lui Punte să renunțe la lucrare.",
          en: "Check in the shop what was given back. If it is another refund, send it under an id "
            + "of its own; else have Punte's administrator discard the job.")
      )
    case .refundsStand:
      (
        .init(
          ro: "O parte din factură a fost deja rambursată, deci nu mai poate fi anulată sau "
            + "stornată în întregime.",
          en: "A part of the invoice was refunded already, so it can't be cancelled or reversed as "
            + "a whole."),
        .init(
          ro: "Rambursați restul pe linii din magazin, sau anulați în SmartBill facturile cu minus "
            + "de la detalii și spuneți-i administratorului lui Punte că le-ați anulat.",
          en: "Refund the rest by lines in the shop, or cancel the negative invoices of the detail "
            + "in SmartBill and tell Punte's administrator that you did.")
      )
    default:
      (
        .init(
          ro: "SmartBill nu a stornat factura și nu a emis nimic.",
          en: "SmartBill did not reverse the invoice, and issued nothing."),
        .init(
          ro: "Citiți la detalii ce spune SmartBill și rezolvați acolo, apoi cereți din nou din "
            + "magazin, sau cereți administratorului lui Punte să reia lucrarea.",
          en: "Read in the detail what SmartBill says and mend it there, then ask again from the "
            + "shop, or have Punte's administrator requeue the job.")
      )
    }
  }
}
