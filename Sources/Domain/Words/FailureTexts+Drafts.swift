extension FailureCode {
  /// Of drafts, and of what a shop on trial has none of.
  var draftTexts: Texts {
    switch self {
    case .draftMode:
      (
        .init(
          ro: "Magazinul lucrează de probă («draft: true»): se fac doar ciorne, iar comanda nu are "
            + "o factură.",
          en: "The shop is on trial (“draft: true”): only drafts are made, and the order has no "
            + "invoice."),
        .init(
          ro: "Ciorna se șterge direct în SmartBill; proformele se fac după ce scoateți «draft: "
            + "true» din setări.",
          en: "Delete the draft in SmartBill itself; proformas are made once “draft: true” is out "
            + "of the settings.")
      )
    default:
      (
        .init(
          ro: "Nu se știe dacă ciorna facturii s-a salvat în SmartBill; nu se trimite singură "
            + "încă o dată.",
          en: "Nobody knows whether the invoice's draft was saved in SmartBill; it is not sent "
            + "again by itself."),
        .init(
          ro: "Căutați între ciornele din SmartBill referința pe care o arată «punte invoices "
            + "show», apoi răspundeți cu «punte invoices resolve»: --drafted, --send-again sau "
            + "--give-up.",
          en: "Look among SmartBill's drafts for the reference that “punte invoices show” prints, "
            + "then answer with “punte invoices resolve”: --drafted, --send-again or --give-up.")
      )
    }
  }
}
