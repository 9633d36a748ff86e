/// Why what a person asks for can't be done as things stand, and what can be.
public enum ActRefusal: Codable, Sendable, Equatable {
  public enum Subject: Codable, Sendable, Equatable {
    case job(Job.ID)
    case invoice(Invoice.ID)
    case payment(Payment.ID)
  }

  // Jobs.
  case unreadable(Subject)
  case jobRuns(Job.ID)
  case jobCompleted(Job.ID)
  case jobDiscarded(Job.ID)
  case bodyRemoved(Job.ID)
  /// The invoice was asked for again since.
  case cancelOvertaken(Job.ID)
  case proformaCancelOvertaken(Job.ID)
  case restoreOvertaken(Job.ID)
  /// The job to be discarded looks after it.
  case invoiceUnclear(Invoice.ID)
  case paymentUnclear(Payment.ID)
  case maybeCancelled(Invoice.ID)
  case maybeRestored(Invoice.ID)

  // Answers for a document.
  case beingSent(Subject)
  /// Another document of the series.
  case otherUnclear(Invoice.ID)
  case reversedAlready(Invoice.ID)
  case notInDoubt(Invoice.ID, state: String)
  case draftHasNoNumber(Invoice.ID)
  case noDraft(Invoice.ID)
  case nothingToDelete(Invoice.ID, state: String)
  case noReversal(Invoice.ID)
  case countsNoMore(Invoice.ID, state: String)
  case noNumber(String)
  case numberTaken(InvoiceNumber, by: Invoice.ID)
  case stillThere(InvoiceNumber)
  case lookFailed(InvoiceNumber, Failure)
  case lookBlocked(InvoiceNumber, until: Timestamp)

  // Answers for a payment.
  case paymentSettled(Payment.ID, state: String)
  case paymentWithoutInvoice(Payment.ID)
  case paymentWithoutReceipt(Payment.ID)

  // A series.
  /// It is still compared with SmartBill.
  case seriesSearched(String)

  // Work in steps.
  case replayEnded(Replay.ID, Replay.State)
  case stepTooLong(eventsMax: Int)
}

extension ActRefusal {
  public var text: BilingualText {
    switch self {
    case .unreadable(let subject):
      .init(
        ro: "Versiunea aceasta a lui Punte nu poate citi \(subject.name.ro); porniți versiunea mai "
          + "nouă, care a scris în baza de date.",
        en: "This version of Punte can't read \(subject.name.en); start the newer version that "
          + "wrote it.")
    case .jobRuns(let id):
      .init(
        ro: "Lucrarea \(id) este în curs; așteptați să se termine.",
        en: "Job \(id) is running; wait until it ends.")
    case .jobCompleted(let id):
      .init(
        ro: "Lucrarea \(id) este încheiată; nu mai e nimic la care să se renunțe.",
        en: "Job \(id) is completed; nothing of it is left to discard.")
    case .jobDiscarded(let id):
      .init(ro: "S-a renunțat deja la lucrarea \(id).", en: "Job \(id) is discarded already.")
    case .bodyRemoved(let id):
      .init(
        ro: "Datele de care are nevoie lucrarea \(id) au fost șterse din baza de date; cereți "
          + "magazinului să trimită un eveniment nou.",
        en: "What job \(id) needs was removed from the database; have the shop send a new event.")
    case .cancelOvertaken:
      .init(
        ro: "Factura a fost cerută din nou după anularea aceasta. Dacă trebuie totuși anulată, "
          + "apăsați din nou «Anuleaza factura» în magazin, apoi renunțați la lucrare.",
        en: "The invoice was asked for again after this cancel. To cancel it all the same, press "
          + "“Anuleaza factura” again in the shop, and discard this job.")
    case .proformaCancelOvertaken:
      .init(
        ro: "Proforma a fost cerută din nou după anularea aceasta. Dacă trebuie totuși anulată, "
          + "trimiteți din nou «proforma.cancel_requested», apoi renunțați la lucrare.",
        en: "The proforma was asked for again after this cancel. To cancel it all the same, send "
          + "“proforma.cancel_requested” again, and discard this job.")
    case .restoreOvertaken:
      .init(
        ro: "Factura a fost anulată din nou după restaurarea aceasta, sau a fost cerută alta. "
          + "Cereți din nou restaurarea în magazin, apoi renunțați la lucrare.",
        en: "The invoice was cancelled again after this restore, or another was asked for. Ask for "
          + "the restore again in the shop, and discard this job.")
    case .invoiceUnclear(let id):
      .init(
        ro:
          "Documentul \(id) nu este încă lămurit, iar lucrarea aceasta se ocupă de el; răspundeți "
          + "pentru document.",
        en: "Invoice \(id) is not clear yet, and this job looks after it; answer for the invoice "
          + "instead.")
    case .paymentUnclear(let id):
      .init(
        ro:
          "Încasarea \(id) nu este încă lămurită, iar lucrarea aceasta se ocupă de ea; răspundeți "
          + "pentru încasare.",
        en: "Payment \(id) is not clear yet, and this job looks after it; answer for the payment "
          + "instead.")
    case .maybeCancelled(let id):
      .init(
        ro: "Se poate ca SmartBill să fi anulat deja documentul \(id), iar lucrarea aceasta află; "
          + "așteptați să se termine.",
        en:
          "SmartBill may have cancelled invoice \(id) already, and this job finds out; wait until "
          + "it ends.")
    case .maybeRestored(let id):
      .init(
        ro: "Se poate ca SmartBill să fi restaurat deja documentul \(id), iar lucrarea aceasta "
          + "află; așteptați să se termine.",
        en: "SmartBill may have restored invoice \(id) already, and this job finds out; wait until "
          + "it ends.")
    case .beingSent(let subject):
      .init(
        ro: "Tocmai se trimite \(subject.name.ro); așteptați răspunsul.",
        en: "SmartBill is just being sent \(subject.name.en); wait until the call has ended.")
    case .otherUnclear(let id):
      .init(
        ro: "Documentul \(id), din aceeași serie, nu este încă lămurit; lămuriți-l întâi pe acela.",
        en: "Invoice \(id) of the series isn't clear yet; settle it first.")
    case .reversedAlready:
      .init(
        ro: "SmartBill a stornat deja factura; răspundeți cu numărul stornoului.",
        en: "SmartBill has reversed the invoice already; answer with the storno's number.")
    case .notInDoubt(let id, let state):
      .init(
        ro: "Documentul \(id) este «\(state)»; așa se răspunde numai pentru unul nelămurit, sau "
          + "care are nevoie de un om.",
        en: "Invoice \(id) is \(state); only one in doubt, or one that needs a person, can be "
          + "resolved so.")
    case .draftHasNoNumber(let id):
      .init(
        ro: "Documentul \(id) este o ciornă, care nu are număr; dacă este în SmartBill, spuneți că "
          + "e salvată.",
        en: "Invoice \(id) is a draft, which has no number; if it is in SmartBill, say that it is "
          + "saved.")
    case .noDraft(let id):
      .init(
        ro: "Documentul \(id) nu este o ciornă; dați numărul lui.",
        en: "Invoice \(id) is no draft; give its number.")
    case .nothingToDelete(let id, let state):
      .init(
        ro: "Documentul \(id) este «\(state)»: nu are nimic în SmartBill care să fi fost șters.",
        en: "Invoice \(id) is \(state): it has no document to be deleted.")
    case .noReversal(let id):
      .init(
        ro: "Documentul \(id) nu este storno, nici factura unei rambursări; apăsați pentru el "
          + "«Anuleaza factura» în magazin, fie că a fost anulat deja în SmartBill, fie că nu.",
        en: "Invoice \(id) is no storno, nor a refund's; press “Anuleaza factura” in the shop for "
          + "it, whether it is annulled in SmartBill already or not.")
    case .countsNoMore(let id, let state):
      .init(
        ro: "Documentul \(id) este «\(state)»: nu are în SmartBill un document valabil.",
        en: "Invoice \(id) is \(state): it has no document that counts.")
    case .noNumber(let text):
      .init(
        ro: "«\(text)» nu este numărul unei facturi; scrieți-l cum îl arată SmartBill.",
        en: "“\(text)” is no number of an invoice; give it as SmartBill shows it.")
    case .numberTaken(let number, let other):
      .init(
        ro: "\(number) este deja numărul documentului \(other); căutați în SmartBill ce număr are "
          + "acesta.",
        en:
          "\(number) belongs to invoice \(other) already; look in SmartBill which number this one "
          + "has.")
    case .stillThere(let number):
      .init(
        ro: "SmartBill arată încă \(number); ștergeți-l întâi acolo.",
        en: "SmartBill still shows \(number); delete it there first.")
    case .lookFailed(let number, let failure):
      .init(
        ro: "SmartBill nu poate fi întrebat acum de \(number) (\(failure.shortWords)); încercați "
          + "mai târziu.",
        en: "SmartBill can't be asked for \(number) now (\(failure.shortWords)); try again later.")
    case .lookBlocked(let number, let until):
      .init(
        ro: "SmartBill nu poate fi întrebat de \(number) înainte de \(until); încercați atunci.",
        en: "SmartBill can't be asked for \(number) before \(until); try again then.")
    case .paymentSettled(let id, let state):
      .init(
        ro: "Încasarea \(id) este «\(state)»: nu mai e nimic de lămurit.",
        en: "Payment \(id) is \(state): nothing of it is left to settle.")
    case .paymentWithoutInvoice(let id):
      .init(
        ro: "Încasarea \(id) nu are încă o factură; așteptați-o, sau renunțați la încasare.",
        en: "Payment \(id) has no invoice yet; wait for it, or give the payment up.")
    case .paymentWithoutReceipt(let id):
      .init(
        ro: "Încasarea \(id) nu are chitanță; răspundeți fără numărul ei.",
        en: "Payment \(id) has no receipt; leave its number out.")
    case .seriesSearched(let series):
      .init(
        ro: "Punte caută încă în SmartBill documentele de care nu știe, iar seria \(series) "
          + "așteaptă până se termină; porniți-o atunci.",
        en: "Punte is still searching SmartBill for documents that it doesn't know, and series "
          + "\(series) waits until that ends; resume it then.")
    case .replayEnded(let id, let state):
      .init(
        ro: "Reluarea \(id) nu mai este deschisă: este «\(state.rawValue)».",
        en: "Replay \(id) is open no more: it is \(state.rawValue).")
    case .stepTooLong(let eventsMax):
      .init(
        ro: "Un pas ia cel mult \(eventsMax) de evenimente.",
        en: "A step takes \(eventsMax) events at the most.")
    }
  }

  /// What to type instead, where there is something: as of ``FailureCode/commands``.
  public var commands: [String] {
    switch self {
    case .cancelOvertaken(let id), .proformaCancelOvertaken(let id), .restoreOvertaken(let id):
      [TypedCommand.discard("\(id)")]
    case .invoiceUnclear(let id), .otherUnclear(let id):
      [
        TypedCommand.resolve(
          "invoices", "(--number N | --send-again | --give-up | --drafted)", of: "\(id)")
      ]
    case .paymentUnclear(let id):
      [TypedCommand.resolve("payments", "(--recorded | --send-again | --give-up)", of: "\(id)")]
    case .paymentWithoutInvoice(let id):
      [TypedCommand.resolve("payments", "--give-up", of: "\(id)")]
    case .reversedAlready(let id), .noDraft(let id):
      [TypedCommand.resolve("invoices", "--number N", of: "\(id)")]
    case .draftHasNoNumber(let id): [TypedCommand.resolve("invoices", "--drafted", of: "\(id)")]
    default: []
    }
  }
}

extension ActRefusal.Subject {
  /// Romanian with its article, as in the middle of a sentence.
  fileprivate var name: BilingualText {
    switch self {
    case .job(let id): .init(ro: "lucrarea \(id)", en: "job \(id)")
    case .invoice(let id): .init(ro: "documentul \(id)", en: "invoice \(id)")
    case .payment(let id): .init(ro: "încasarea \(id)", en: "payment \(id)")
    }
  }
}

extension Failure {
  /// In brackets of a sentence.
  fileprivate var shortWords: String { detail ?? code.rawValue }
}
