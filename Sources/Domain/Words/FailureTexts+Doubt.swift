extension FailureCode {
  /// Of invoices of which nobody knows, or knew, whether they were issued.
  var doubtTexts: Texts {
    switch self {
    case .invoiceInterrupted:
      (
        .init(
          ro: "Punte s-a oprit în timp ce factura era trimisă; nu se știe dacă a fost emisă.",
          en: "Punte stopped while the invoice was being sent; nobody knows if it was issued."),
        Self.looksItself
      )
    case .invoiceDelayed:
      (
        .init(
          ro: "Factura cerută nu este încă emisă; își așteaptă rândul.",
          en: "The invoice that was asked for is not issued yet; it waits its turn."),
        .init(
          ro: "Nu e nimic de făcut acum: se emite singură. Dacă durează, administratorul lui Punte "
            + "poate vedea motivul.",
          en: "Nothing for now: it is issued by itself. If it takes long, Punte's administrator "
            + "can see the reason.")
      )
    case .seriesMoved:
      (
        .init(
          ro: "Cât timp factura era nelămurită, în serie au apărut sau au dispărut și alte "
            + "documente.",
          en: "While the invoice was in doubt, other documents appeared in the series, or "
            + "disappeared."),
        Self.personDecides
      )
    case .documentSeen:
      (
        .init(
          ro: "În serie există deja un document cu referința acestei comenzi.",
          en: "The series already holds a document with this order's reference."),
        .init(
          ro: "Nu e nimic de făcut: Punte îl verifică și îl preia; nu se emite altul.",
          en: "Nothing: Punte checks it and takes it over; no other is issued.")
      )
    case .documentDiffers:
      (
        .init(
          ro: "În serie este un document nou, dar nu este factura așteptată: diferă totalul sau "
            + "referința.",
          en: "The series holds a new document, but not the invoice that was expected: its total "
            + "or its reference differs."),
        Self.personDecides
      )
    case .doubtUndecided:
      (
        .init(
          ro: "SmartBill a răspuns de mai multe ori, dar răspunsurile nu se potrivesc între ele.",
          en: "SmartBill answered several times, but its answers don't fit together."),
        Self.personDecides
      )
    case .namedNumberWrong:
      (
        .init(
          ro: "Numărul dat nu este al acestei facturi.",
          en: "The number given is not this invoice's."),
        Self.personDecides
      )
    case .invoiceProvenAbsent:
      (
        .init(
          ro:
            "Documentul a fost trimis de mai multe ori și de fiecare dată s-a dovedit că SmartBill "
            + "nu l-a emis. Nu se mai trimite singur; celelalte comenzi merg mai departe.",
          en: "The document was sent several times, and each time it was proven that SmartBill had "
            + "not issued it. It isn't sent again by itself; the other orders go on."),
        .init(
          ro: "Căutați în comandă ce nu acceptă SmartBill și corectați în magazin. Apoi spuneți-i "
            + "administratorului lui Punte ce să facă: să trimită documentul din nou, să renunțe la "
            + "el, sau să îl preia dacă a apărut între timp în SmartBill.",
          en: "Look in the order for what SmartBill doesn't take, and correct it in the shop. Then "
            + "tell Punte's administrator what to do: send the document again, give it up, or take "
            + "it over if it has appeared in SmartBill meanwhile.")
      )
    case .documentNumberUnusable:
      (
        .init(
          ro: "SmartBill a răspuns cu un număr care nu poate fi numărul unui document.",
          en: "SmartBill answered with a number that no document can have."),
        .init(
          ro: "Căutați în SmartBill documentul comenzii și spuneți-i administratorului lui Punte "
            + "ce ați găsit: numărul lui, că nu există și trebuie trimis din nou, sau că renunțați.",
          en: "Look in SmartBill for the order's document, and tell Punte's administrator what you "
            + "found: its number, that it isn't there and is to be sent again, or that it is given "
            + "up.")
      )
    case .documentDuplicated:
      (
        .init(
          ro: "Un document din serie poartă referința unei comenzi, dar registrul nu îl cunoaște: "
            + "comanda poate avea două facturi.",
          en: "A document of the series carries an order's reference, and the ledger doesn't "
            + "know it: the order may have two invoices."),
        .init(
          ro:
            "Comparați în SmartBill documentul de la detalii cu factura comenzii; dacă este o dublură, ștergeți-o "
            + "cât timp e ultima din serie și nu e în SPV, altfel stornați-o. Apoi cereți "
            + "administratorului lui Punte să pornească seria.",
          en:
            "Compare the document in the detail with the order's invoice in SmartBill; a duplicate is deleted while it "
            + "is the series' last and not in SPV, else reversed by a storno. Then have Punte's "
            + "administrator start the series.")
      )
    case .documentUnreadable:
      (
        .init(
          ro: "PDF-ul documentului nu a putut fi citit, deci nu se știe dacă este al nostru.",
          en: "The document's PDF could not be read, so nobody knows if it is ours."),
        .init(
          ro: "Verificați că programul «pdftotext» (pachetul poppler-utils) este instalat; se "
            + "încearcă din nou singur. Dacă textul PDF-ului nu numește documentul, uitați-vă la el "
            + "în SmartBill și spuneți administratorului lui Punte al cui este.",
          en: "Check that the program “pdftotext” (package poppler-utils) is installed; it is "
            + "tried again by itself. If the PDF's text doesn't name the document, look at it in "
            + "SmartBill, and tell Punte's administrator whose it is.")
      )
    default:
      (
        .init(
          ro: "Nu se știe dacă SmartBill a emis factura: răspunsul nu a ajuns sau nu este clar.",
          en: "Nobody knows if SmartBill issued the invoice: its answer didn't arrive or isn't "
            + "clear."),
        Self.looksItself
      )
    }
  }

  private static let looksItself = BilingualText(
    ro: "Nu e nimic de făcut acum: Punte așteaptă, apoi caută singur factura în SmartBill și o "
      + "preia sau o trimite din nou. Până atunci seria stă. Dacă nu poate hotărî, vă întreabă.",
    en: "Nothing for now: Punte waits, then looks for the invoice in SmartBill by itself, and "
      + "adopts it or sends it again. The series waits meanwhile. If it can't decide, it asks.")

  private static let personDecides = BilingualText(
    ro: "Căutați factura comenzii în SmartBill, între documentele noi ale seriei, și spuneți-i "
      + "administratorului lui Punte ce ați găsit: numărul ei, că nu există și trebuie trimisă din "
      + "nou, sau că renunțați la ea.",
    en: "Look in SmartBill for the order's invoice, among the series' new documents, and tell "
      + "Punte's administrator what you found: its number, that it isn't there and is to be sent "
      + "again, or that it is given up.")
}
