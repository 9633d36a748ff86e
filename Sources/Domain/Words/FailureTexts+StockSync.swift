extension FailureCode {
  /// Of the stock's way from SmartBill to the shop.
  var stockSyncTexts: Texts {
    switch self {
    case .stockNotConfigured:
      (
        .init(
          ro: "Magazinul nu are secțiunea «stock» în setări: are numai modulul de facturare.",
          en: "The shop has no “stock” section in the settings: it has the invoicing module alone."),
        .init(
          ro: "Adăugați secțiunea «stock» și reluați lucrarea, sau renunțați la ea.",
          en: "Add a “stock” section and requeue the job, or discard it.")
      )
    case .stockEmpty:
      (
        .init(
          ro: "SmartBill nu a dat niciun produs, așa că stocul magazinului nu a fost schimbat.",
          en: "SmartBill gave no product at all, so the shop's stock was left as it is."),
        .init(
          ro: "Verificați în SmartBill gestiunile din setări; dacă sunt într-adevăr goale, cereți "
            + "administratorului lui Punte să trimită stocul zero și să renunțe la lucrarea oprită.",
          en: "Look in SmartBill at the warehouses of the settings; if they really are empty, have "
            + "Punte's administrator send the zeroes and discard the job that is held.")
      )
    case .stockKeysMissing:
      (
        .init(
          ro: "SmartBill a dat produse, dar niciunul nu are codul (sau titlul) după care le "
            + "recunoaște magazinul; stocul lui nu a fost schimbat.",
          en: "SmartBill gave products, but none has the code (or the title) by which the shop "
            + "tells them apart; the shop's stock was left as it is."),
        .init(
          ro: "Puneți coduri la produse în SmartBill, sau scrieți «identify_by: title» în "
            + "secțiunea «stock» și reporniți; apoi reluați lucrarea.",
          en: "Give the products codes in SmartBill, or write “identify_by: title” in the “stock” "
            + "section and restart; then requeue the job.")
      )
    case .stockZeroed:
      (
        .init(
          ro: "Prea multe produse ar rămâne cu stoc zero, așa că nu s-a trimis nimic.",
          en: "Too many products would be set to zero, so nothing was sent."),
        .init(
          ro: "Verificați în SmartBill stocul și gestiunile din setări; dacă este corect, cereți "
            + "administratorului lui Punte să trimită stocul zero și să renunțe la lucrarea oprită. "
            + "Dacă se repetă, «zero_share_max» din setări poate fi ridicat.",
          en: "Look in SmartBill at the stock and the warehouses of the settings; if it is right, "
            + "have Punte's administrator send the zeroes and discard the job that is held. If it "
            + "recurs, “zero_share_max” in the settings can be raised.")
      )
    case .stockRefused:
      (
        .init(
          ro: "SmartBill nu dă stocul; motivul lui este la detalii.",
          en: "SmartBill refuses to give the stock; its reason is in the detail."),
        .init(
          ro:
            "Verificați modulul de stocuri al contului și numele gestiunilor din setări, literă cu "
            + "literă, apoi reluați lucrarea.",
          en: "Check the account's stock module and the warehouses' names in the settings, to the "
            + "letter, then requeue the job.")
      )
    case .stockUnreadable:
      (
        .init(
          ro: "Răspunsul SmartBill despre stoc nu poate fi citit, sau este prea mare.",
          en: "SmartBill's answer about the stock can't be read, or is too large."),
        .init(
          ro: "Se încearcă din nou singur. Dacă se repetă, trimiteți detaliile celor care întrețin "
            + "Punte.",
          en: "It is tried again by itself. If it recurs, send the detail to Punte's maintainers.")
      )
    case .stockBusy:
      (
        .init(
          ro: "Stocul așteaptă: facturile au întâietate la SmartBill.",
          en: "The stock waits: invoices come first at SmartBill."),
        .init(
          ro: "Nu e nimic de făcut; se încearcă din nou singur.",
          en: "Nothing; it is tried again by itself.")
      )
    default:
      (
        .init(
          ro: "Magazinul a primit stocul, dar nu a răspuns produs cu produs.",
          en: "The shop took the stock, but didn't answer product by product."),
        .init(
          ro:
            "Verificați că magazinul răspunde la «stock.changed» cum cere contractul; se încearcă "
            + "din nou singur.",
          en:
            "See that the shop answers “stock.changed” as the contract asks; it is tried again by "
            + "itself.")
      )
    }
  }
}
