extension FailureCode {
  /// Of payments that can't be booked as they are.
  var paymentTexts: Texts {
    switch self {
    case .paymentWithoutInvoice:
      (
        .init(
          ro: "Comanda nu are o factură care să poată fi încasată: a fost anulată sau nu s-a emis.",
          en: "The order has no invoice that could be paid: it was cancelled, or not issued."),
        .init(
          ro: "Cereți factura cu «Trimite in Erp», apoi cereți administratorului lui Punte să reia "
            + "lucrarea, sau să renunțe la încasare dacă nu mai trebuie înregistrată.",
          en: "Ask for the invoice with “Trimite in Erp”, then have Punte's administrator requeue "
            + "the job, or give the payment up if it is not to be booked any more.")
      )
    case .paymentMethodUnknown:
      (
        .init(
          ro: "Setările nu spun cum se înregistrează metoda de plată a încasării.",
          en: "The settings don't say how the payment's method is booked."),
        .init(
          ro: "Scrieți metoda din detalii la «invoicing: payments:», de exemplu «card: Card "
            + "online», reporniți, apoi reluați lucrarea.",
          en: "Write the method in the detail under “invoicing: payments:”, such as “card: Card "
            + "online”, restart, then requeue the job.")
      )
    case .paymentAmountWrong:
      (
        .init(
          ro: "Suma încasării nu poate fi înregistrată: e zero, negativă sau mai mare decât restul "
            + "de plată.",
          en: "The payment's amount can't be booked: it is zero, negative, or more than what is "
            + "left to pay."),
        .init(
          ro: "Trimiteți din magazin încasarea cu suma corectă, sub același id; restituirile se "
            + "înregistrează în SmartBill.",
          en: "Send the payment from the shop again with the right amount, under the same id; book "
            + "what was paid back in SmartBill.")
      )
    case .paymentCurrencyDiffers:
      (
        .init(
          ro: "Încasarea nu e în moneda facturii, sau factura e în valută; Punte înregistrează "
            + "numai încasări în lei.",
          en: "The payment isn't in the invoice's currency, or the invoice is in a foreign one; "
            + "Punte books payments in lei alone."),
        .init(
          ro: "Înregistrați-o în SmartBill, apoi spuneți-i administratorului lui Punte că ați "
            + "făcut-o.",
          en: "Book it in SmartBill, then tell Punte's administrator that you did.")
      )
    case .paymentAlreadyPaid:
      (
        .init(
          ro: "Factura este deja încasată sau stornată în totalitate, așa că nu s-a înregistrat "
            + "nimic.",
          en: "The invoice is paid or reversed as a whole already, so nothing was booked."),
        .init(
          ro: "Căutați în SmartBill încasările facturii și spuneți-i administratorului lui Punte "
            + "dacă aceasta e printre ele; dacă nu e, se renunță la ea.",
          en: "Look at the invoice's payments in SmartBill, and tell Punte's administrator whether "
            + "this one is among them; if it isn't, it is given up.")
      )
    case .receiptSeriesUnknown:
      (
        .init(
          ro: "SmartBill nu are seria de chitanțe din setări.",
          en: "SmartBill has no such series of receipts as the settings name."),
        .init(
          ro: "Faceți seria în SmartBill, pentru chitanțe, sau corectați-o la «invoicing: "
            + "payments:» și reporniți serviciul Punte; se încearcă din nou singur.",
          en: "Make the series in SmartBill, for receipts, or mend it under “invoicing: "
            + "payments:” and restart Punte's service; it is tried again by itself.")
      )
    default:
      (
        .init(
          ro: "SmartBill a refuzat încasarea; nu s-a înregistrat nimic.",
          en: "SmartBill refused the payment; nothing was booked."),
        .init(
          ro: "Corectați ce spune SmartBill la detalii, apoi trimiteți încasarea din nou din "
            + "magazin, sau cereți administratorului lui Punte să reia lucrarea.",
          en: "Mend what SmartBill says in the detail, then send the payment from the shop again, "
            + "or have Punte's administrator requeue the job.")
      )
    }
  }

  /// Of payments on their way.
  var paymentLedgerTexts: Texts {
    switch self {
    case .paymentWaits:
      (
        .init(
          ro: "Încasarea așteaptă factura comenzii, sau altă încasare a ei.",
          en: "The payment waits for the order's invoice, or for another payment of it."),
        .init(
          ro: "Nu e nimic de făcut; se înregistrează singură după ce factura se emite. Dacă "
            + "altceva are nevoie de un om, lămuriți întâi aceea.",
          en: "Nothing; it is booked by itself once the invoice is issued. If something else needs "
            + "a person, settle that first.")
      )
    case .paymentDiffers:
      (
        .init(
          ro: "Sub acest id de încasare magazinul a trimis mai înainte altă sumă sau altă metodă.",
          en: "Under this payment id the shop has sent another amount or method before."),
        .init(
          ro: "Dacă e altă încasare, trimiteți-o cu alt id; altfel cereți administratorului lui "
            + "Punte să renunțe la lucrare.",
          en: "If it is another payment, send it under another id; else have Punte's administrator "
            + "discard the job.")
      )
    case .paymentProvenAbsent:
      (
        .init(
          ro:
            "Încasarea a fost trimisă de mai multe ori și de fiecare dată s-a dovedit că SmartBill "
            + "nu a înregistrat-o. Nu se mai trimite singură.",
          en:
            "The payment was sent several times, and each time it was proven that SmartBill had not "
            + "booked it. It isn't sent again by itself."),
        Self.paymentToBeLookedUp
      )
    case .paymentUndecided:
      (
        .init(
          ro: "Nu se poate hotărî dacă încasarea s-a înregistrat: suma încasată s-a schimbat "
            + "altfel decât cu ea.",
          en: "Whether the payment was booked can't be decided: what is paid has changed "
            + "otherwise than by it."),
        Self.paymentToBeLookedUp
      )
    case .paymentRestored:
      (
        .init(
          ro: "Baza de date e nouă sau a fost restaurată dintr-o copie și nu știe tot ce s-a "
            + "încasat pe factură: poate chiar încasarea aceasta.",
          en: "The database is new, or was restored from a copy, and doesn't know all that was "
            + "paid of the invoice: perhaps this very payment."),
        Self.paymentToBeLookedUp
      )
    case .paymentAbandoned:
      (
        .init(ro: "S-a renunțat la încasare.", en: "The payment was given up."),
        .init(
          ro: "Dacă totuși trebuie înregistrată, trimiteți-o din magazin cu alt id.",
          en: "If it is to be booked after all, send it from the shop under another id.")
      )
    default:
      (
        .init(
          ro: "Nu se știe dacă încasarea s-a înregistrat în SmartBill.",
          en: "Nobody knows whether the payment was booked in SmartBill."),
        .init(
          ro: "Nu e nimic de făcut acum: Punte caută singur, după timpul de liniște.",
          en: "Nothing for now: Punte looks by itself, after the quiet time.")
      )
    }
  }

  private static let paymentToBeLookedUp = BilingualText(
    ro: "Căutați încasarea în SmartBill, la factură, și spuneți-i administratorului lui Punte ce "
      + "ați găsit: că este înregistrată, că trebuie trimisă din nou, sau că renunțați la ea.",
    en: "Look for the payment in SmartBill, at its invoice, and tell Punte's administrator what "
      + "you found: that it is booked, that it is to be sent again, or that it is given up.")
}
