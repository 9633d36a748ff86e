extension FailureCode {
  /// Of what events say of their orders, and when.
  var wordTexts: Texts {
    switch self {
    case .eventTypeReserved:
      (
        .init(
          ro: "Magazinul a trimis un tip de eveniment pe care numai Punte îl poate face.",
          en: "The shop sent a type of event that only Punte itself makes."),
        .init(
          ro:
            "Magazinul nu are de ce să-l trimită: corectați tipul în magazin. Pentru stoc trimiteți "
            + "«stock.sync_requested». Evenimentul vechi poate fi abandonat.",
          en: "A shop has no reason to send it: correct the type in the shop. For stock, send "
            + "“stock.sync_requested”. The old event can be discarded.")
      )
    case .eventOvertaken:
      (
        .init(
          ro:
            "Cererea este mai veche decât ce se știe deja despre comandă: un eveniment mai nou al ei "
            + "a ajuns înainte.",
          en: "The request is older than what is known of the order already: a newer event of it "
            + "came first."),
        .init(
          ro: "Uitați-vă la comandă în magazin. Dacă cererea este încă valabilă, apăsați din nou "
            + "butonul. Altfel nu e nimic de făcut: administratorul lui Punte poate renunța la "
            + "lucrare, sau o poate relua.",
          en:
            "Look at the order in the shop. If the request still holds, press the button again. "
            + "Else there is nothing to do: Punte's administrator can discard the job, or requeue "
            + "it.")
      )
    case .planRenewed:
      (
        .init(
          ro: "Comanda sau setările s-au schimbat înainte ca documentul să fie trimis.",
          en: "The order or the settings changed before the document was sent."),
        .init(
          ro: "Nu e nimic de făcut: se emite după cele de acum.",
          en: "Nothing: it is issued by those of now.")
      )
    case .orderLeftStatus:
      (
        .init(
          ro: "Comanda a trecut, în timpul de așteptare, într-un status care nu cere factură.",
          en: "While it waited, the order came into a status that asks for no invoice."),
        .init(
          ro: "Nu e nimic de făcut dacă factura nu mai trebuie. Altfel aduceți comanda înapoi în "
            + "statusul care o cere, sau apăsați «Trimite in Erp».",
          en: "Nothing, if no invoice is wanted. Else put the order back into the status that asks "
            + "for it, or press “Trimite in Erp”.")
      )
    case .orderTotalZero:
      (
        .init(
          ro: "Totalul comenzii este 0,00, iar pentru astfel de comenzi nu se emite factură.",
          en: "The order comes to 0.00, and for such an order no invoice is issued."),
        .init(
          ro: "De obicei nu e nimic de făcut. Dacă vreți factură și la 0,00, scrieți «zero_total: "
            + "issue» la «invoicing» și reporniți, apoi apăsați «Trimite in Erp».",
          en:
            "Usually nothing. If you want an invoice of 0.00 too, write “zero_total: issue” under "
            + "“invoicing” and restart, then press “Trimite in Erp”.")
      )
    default:
      (
        .init(
          ro: "Comanda s-a schimbat după ce a fost facturată: totalul ei nu mai este al facturii.",
          en: "The order changed after it was invoiced: its total is no longer the invoice's."),
        .init(
          ro: "Dacă schimbarea este corectă, anulați factura («Anuleaza factura») și cereți alta "
            + "(«Trimite in Erp»), sau trimiteți rambursarea. Altfel corectați comanda în magazin.",
          en: "If the change is right, cancel the invoice (“Anuleaza factura”) and ask for another "
            + "(“Trimite in Erp”), or send the refund. Else correct the order in the shop.")
      )
    }
  }
}
