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
          ro: "Căutați ciorna comenzii între ciornele din SmartBill și spuneți-i administratorului "
            + "lui Punte ce ați găsit: că este acolo, că nu există și trebuie trimisă din nou, sau "
            + "că renunțați la ea.",
          en: "Look for the order's draft among SmartBill's drafts, and tell Punte's administrator "
            + "what you found: that it is there, that it isn't and is to be sent again, or that it "
            + "is given up.")
      )
    }
  }
}
