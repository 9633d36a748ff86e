/// What a completed job leaves for its reader: why there was nothing to do, or how it was done.
public struct JobNote: Sendable, Equatable {
  public let words: [Word]
  /// A number, a name, a state: what is the same in every language.
  public let detail: String?

  public init(_ words: Word..., detail: String? = nil) {
    self.init(words, detail: detail)
  }

  public init(_ words: [Word], detail: String? = nil) {
    self.words = words
    self.detail = detail
  }

  /// As it is kept and shown: Romanian first.
  public var line: String {
    let texts = [words.map(\.text.ro), words.map(\.text.en)].map { $0.joined(separator: "; ") }
    return texts.joined(separator: " / ") + (detail.map { ": \($0)" } ?? "")
  }
}

extension JobNote {
  public enum Word: Sendable, CaseIterable {
    // An event that asks for nothing, and by which rule one is done.
    case statusAsksNothing, triggerIsManual, zeroTotal, noProformaOnTrial, otherWarehouses
    case byRule, byNoRule, noAddress
    // A document.
    case issuedAlready, cancelledBefore, laterEventAsks, asksOtherwise, cancelledByNewer, stateIs
    case foundInSmartBill, thereAlready, answerKept, madeOfProforma, madeSince, madeBefore
    case madeOtherwise, draftedAlready, fromBeforeTrial, calledOff, mended, totalIsRight, shopTold
    case proformaDiffers, proformaGone, orderInvoiced
    // What changes or takes back a document.
    case nothingIssued, nothingToIssue, sentBefore, invoiceStands, proformaStands, noProforma
    case restoredAlready, cancelledOrOther, cancelIsOver, cancelSaysWhy, takenBackBy, otherValues
    // A payment.
    case paidWithinInvoice, recordedAlready, abandoned, laterValues, foundPaid, receiptUnknown
    case personSaysBooked
    // Mail, callbacks, replays.
    case noMail, noMailAgain, shopTakesNone, replayDoes
    // A series.
    case noneOfOurs, allKnown, numbersUnknown
    // The stock.
    case stockCompared, olderThanComparison, leftToLater, stockAnswered, answeredAlready
    case shopHasNewer, halved, oneByOne
  }
}

extension JobNote.Word {
  public var text: BilingualText {
    switch self {
    case .statusAsksNothing:
      .init(ro: "statusul nu cere factură", en: "the status asks for no invoice")
    case .triggerIsManual:
      .init(
        ro: "așteaptă «Trimite in Erp»: magazinul emite numai la cerere",
        en: "waits for “Trimite in Erp”: the shop's trigger is manual")
    case .zeroTotal:
      .init(
        ro: "nu se emite nimic: totalul comenzii este 0,00",
        en: "nothing is issued: the order comes to 0.00")
    case .noProformaOnTrial:
      .init(
        ro: "nu se face proformă: magazinul lucrează de probă",
        en: "no proforma is made: the shop is in draft mode")
    case .otherWarehouses:
      .init(ro: "din nicio gestiune a magazinului", en: "of none of the shop's warehouses")
    case .byRule: .init(ro: "după regula", en: "by rule")
    case .byNoRule: .init(ro: "după nicio regulă", en: "by no rule")
    case .noAddress:
      .init(
        ro: "fără e-mail, comanda nu are o adresă", en: "no e-mail, the order has no address for it"
      )
    case .issuedAlready: .init(ro: "emisă deja", en: "issued already")
    case .cancelledBefore: .init(ro: "anulată înainte", en: "cancelled before")
    case .laterEventAsks:
      .init(ro: "o cere un eveniment mai nou", en: "a later event asks for it")
    case .asksOtherwise:
      .init(ro: "un eveniment mai nou o cere altfel", en: "a later event asks for it otherwise")
    case .cancelledByNewer:
      .init(
        ro: "un eveniment mai nou al comenzii a anulat-o",
        en: "a newer event of the order has cancelled it")
    case .stateIs: .init(ro: "starea documentului", en: "the document's state")
    case .foundInSmartBill: .init(ro: "găsită în SmartBill", en: "found in SmartBill")
    case .thereAlready: .init(ro: "era deja acolo", en: "it was there already")
    case .answerKept: .init(ro: "răspunsul fusese păstrat", en: "its answer had been kept")
    case .madeOfProforma:
      .init(ro: "SmartBill a făcut-o din proformă", en: "SmartBill made it of the proforma")
    case .madeSince:
      .init(
        ro: "s-a făcut între timp, la cererea unui eveniment mai nou",
        en: "it was made since, as a later event asked")
    case .madeBefore:
      .init(ro: "din comandă s-a făcut deja", en: "made of the order before")
    case .madeOtherwise:
      .init(
        ro: "din comandă s-a făcut altceva; factura se cere cu «Trimite in Erp»",
        en: "something else was made of the order; the invoice is asked for by “Trimite in Erp”")
    case .draftedAlready: .init(ro: "ciorna este deja salvată", en: "drafted already")
    case .fromBeforeTrial:
      .init(
        ro: "factura este dinaintea modului de probă", en: "the invoice is from before draft mode")
    case .calledOff:
      .init(
        ro: "nu se mai emite, comanda a trecut în alt status",
        en: "called off, the order came to another status")
    case .mended: .init(ro: "corectat", en: "mended")
    case .totalIsRight: .init(ro: "totalul este corect", en: "the total is right")
    case .shopTold: .init(ro: "magazinul este înștiințat", en: "the shop is told")
    case .proformaDiffers:
      .init(
        ro: "proforma nu a fost folosită, comanda diferă",
        en: "the proforma was not used, the order differs")
    case .proformaGone:
      .init(
        ro: "proforma nu a fost folosită, SmartBill nu o mai are",
        en: "the proforma was not used, SmartBill has it no more")
    case .orderInvoiced:
      .init(
        ro: "nu se face proformă, comanda are factură", en: "no proforma, the order has an invoice")
    case .nothingIssued: .init(ro: "nu se emisese nimic", en: "nothing had been issued")
    case .nothingToIssue:
      .init(
        ro: "nu mai e nimic de emis; ce s-a emis se anulează cu «Anuleaza factura»",
        en: "nothing is to be issued; what was is cancelled by “Anuleaza factura”")
    case .sentBefore:
      .init(
        ro: "fusese trimisă înainte de schimbarea statusului",
        en: "it was sent before the order's status changed")
    case .invoiceStands:
      .init(
        ro: "factura a fost cerută din nou între timp și rămâne",
        en: "the invoice was asked for again since, and stands")
    case .proformaStands:
      .init(
        ro: "proforma a fost cerută din nou între timp și rămâne",
        en: "the proforma was asked for again since, and stands")
    case .noProforma: .init(ro: "comanda nu are proformă", en: "no proforma goes with it")
    case .restoredAlready: .init(ro: "restaurată deja", en: "restored already")
    case .cancelledOrOther:
      .init(
        ro: "a fost anulată din nou între timp, sau s-a emis alta",
        en: "it was cancelled again since, or another was issued")
    case .cancelIsOver: .init(ro: "anularea s-a încheiat", en: "the cancel is over")
    case .cancelSaysWhy:
      .init(ro: "refuzată; motivul este la anulare", en: "refused; the cancel says why")
    case .takenBackBy: .init(ro: "este deja luată înapoi", en: "it is taken back already")
    case .otherValues:
      .init(ro: "alt eveniment avea alte valori", en: "another event had other values")
    case .paidWithinInvoice:
      .init(ro: "încasată odată cu factura", en: "paid within the invoice")
    case .recordedAlready: .init(ro: "înregistrată deja", en: "recorded already")
    case .abandoned: .init(ro: "s-a renunțat la încasare", en: "the payment is abandoned")
    case .laterValues:
      .init(ro: "un eveniment mai nou are alte valori", en: "a later event has other values")
    case .foundPaid: .init(ro: "găsită încasată în SmartBill", en: "found paid in SmartBill")
    case .receiptUnknown:
      .init(ro: "numărul chitanței nu se știe", en: "its receipt's number is unknown")
    case .personSaysBooked:
      .init(ro: "cineva spune că este înregistrată", en: "a person says that it is booked")
    case .noMail: .init(ro: "fără e-mail", en: "no e-mail")
    case .noMailAgain:
      .init(
        ro: "o reluare nu trimite e-mailul încă o dată", en: "a replay sends no e-mail again")
    case .shopTakesNone:
      .init(
        ro: "magazinul nu primește astfel de înștiințări", en: "the shop takes none of these")
    case .replayDoes: .init(ro: "o face din nou reluarea", en: "done anew by the replay")
    case .noneOfOurs:
      .init(ro: "încă niciun document al lui Punte", en: "no document of ours yet")
    case .allKnown: .init(ro: "toate numerele sunt cunoscute", en: "every number is known")
    case .numbersUnknown:
      .init(ro: "numere care nu erau cunoscute", en: "numbers that were not known")
    case .stockCompared: .init(ro: "stocul este comparat", en: "the stock is compared")
    case .olderThanComparison:
      .init(
        ro: "mai vechi decât ultima comparare a întregului stoc",
        en: "older than the last comparison of the whole")
    case .leftToLater:
      .init(ro: "lăsat pe seama unei cereri mai noi", en: "left to one that was asked for later")
    case .stockAnswered: .init(ro: "magazinul a răspuns", en: "the shop answered")
    case .answeredAlready:
      .init(
        ro: "are deja răspuns, sau a fost împărțit din nou",
        en: "answered, or planned anew, already")
    case .shopHasNewer:
      .init(
        ro: "magazinul are deja ceva mai nou pentru toate",
        en: "the shop has newer levels of all of it")
    case .halved:
      .init(
        ro: "fără răspuns la întreg: fiecare jumătate se trimite separat",
        en: "no answer as a whole: each half is sent alone")
    case .oneByOne:
      .init(
        ro: "refuzat ca întreg: fiecare produs se trimite separat",
        en: "refused as a whole: each product is sent alone")
    }
  }
}
