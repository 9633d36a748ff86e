extension FailureCode {
  /// What happened.
  public var reason: BilingualText { texts.reason }
  /// What to do about it.
  public var remedy: BilingualText { texts.remedy }

  typealias Texts = (reason: BilingualText, remedy: BilingualText)

  private var texts: Texts {
    switch self {
    case .eventUnreadable, .eventTypeUnknown, .shopNotConfigured: eventTexts
    case .customerVATCodeInvalid, .customerCountyUnknown, .customerSectorUnknown,
      .customerEmailInvalid, .customerCountryUnknown:
      customerTexts
    case .eventTypeReserved, .eventOvertaken, .planRenewed, .orderLeftStatus, .orderTotalZero,
      .orderChangedAfterInvoice:
      wordTexts
    case .issuedTotalDiffers: issuedTotalTexts
    case .productCodeMissing, .productCodeDiffers, .productNotInStock, .productAmbiguous,
      .warehouseUnknown, .stockModuleOff, .stockNeverPurchased, .stockInsufficient,
      .stockUnitDiffers, .stockNotYet:
      stockTexts
    case .vatRateUnnamed, .vatRateNotValid, .companyPaysNoVAT: vatTexts
    case .orderTotalDiffers, .vatRoundingUndecided, .orderNotInvoiceable: orderTexts
    case .smartBillRefused, .smartBillCredentials, .smartBillAccount, .smartBillUnreachable,
      .smartBillBlocked:
      smartBillTexts
    case .seriesUnknown, .seriesUnreadable, .seriesBusy, .seriesStopped, .seriesGap,
      .seriesJumped, .seriesRestored:
      seriesTexts
    case .invoiceInDoubt, .invoiceInterrupted, .invoiceDelayed, .seriesMoved, .documentSeen,
      .documentDiffers, .doubtUndecided, .namedNumberWrong, .invoiceProvenAbsent,
      .documentNumberUnusable, .documentDuplicated, .documentUnreadable:
      doubtTexts
    case .documentUnavailable, .documentsBusy: documentTexts
    case .invoiceWaits:
      (
        .init(
          ro: "Factura așteaptă, după setările magazinului («wait» sau «month_end»).",
          en: "The invoice waits, as the shop's settings have it (“wait” or “month_end”)."),
        .init(
          ro: "Nu e nimic de făcut: se emite singură la termenul din detalii. Mai devreme o emite "
            + "«Trimite in Erp»; dacă se anulează comanda («Anuleaza factura» sau un status din "
            + "«cancel_statuses»), nu se mai emite.",
          en: "Nothing: it is issued by itself at the moment in the detail. “Trimite in Erp” "
            + "issues it sooner; if the order is cancelled (“Anuleaza factura”, or a status of "
            + "“cancel_statuses”), none is issued.")
      )
    case .invoiceAbandoned, .previousInvoiceStands, .cancelWaits, .cancelRefused,
      .ledgerConflict:
      ledgerTexts
    case .restoreRefused, .restoreWaits, .nothingToRestore, .stornoStands, .periodClosed,
      .stockForbidsChange, .vatStatusChanged, .documentMissing:
      changeTexts
    case .reverseRefused, .refundWaits, .refundWithoutInvoice, .refundExceeds, .refundNotInvoiced,
      .refundLinesUnknown, .refundDiffers, .refundsStand:
      refundTexts
    case .proformasNotSetUp, .proformaInDoubt, .proformaOrderInvoiced, .proformaInvoiced,
      .proformaCancelRefused:
      proformaTexts
    case .mailWaits, .mailWithoutInvoice, .mailRefused, .mailUnconfirmed: mailTexts
    case .draftInDoubt, .draftMode: draftTexts
    case .paymentWaits, .paymentInDoubt, .paymentUndecided, .paymentProvenAbsent, .paymentRestored,
      .paymentDiffers,
      .paymentAbandoned:
      paymentLedgerTexts
    case .paymentWithoutInvoice, .paymentMethodUnknown, .paymentAmountWrong,
      .paymentCurrencyDiffers, .paymentAlreadyPaid, .paymentRefused, .receiptSeriesUnknown:
      paymentTexts
    case .storeUnavailable:
      (
        .init(
          ro: "Baza de date a lui Punte nu poate fi citită sau scrisă.",
          en: "Punte's database can't be read or written."),
        .init(
          ro: "Verificați spațiul liber și discul; se încearcă din nou singur.",
          en: "Check the free space and the disk; it is tried again by itself.")
      )
    case .rowUnreadable:
      (
        .init(
          ro: "Punte nu poate citi o înregistrare din baza de date: a scris-o o versiune mai nouă "
            + "sau fișierul este deteriorat.",
          en: "Punte can't read a row of its database: a newer version wrote it, or the file is "
            + "damaged."),
        .init(
          ro: "Porniți versiunea mai nouă și reluați lucrarea; dacă nu există una, puneți la loc o "
            + "copie a bazei de date. Detaliile arată ce nu poate fi citit; celelalte lucrări merg "
            + "mai departe.",
          en: "Start the newer version, and requeue the job; if there is none, restore a copy of "
            + "the database. The detail says what can't be read; all other jobs go on.")
      )
    case .shopUnreachable, .shopRefused, .shopGone, .callbackExhausted: shopTexts
    case .stockNotConfigured, .stockRefused, .stockUnreadable, .stockEmpty, .stockZeroed,
      .stockBusy, .stockUnanswered, .stockKeysMissing:
      stockSyncTexts
    }
  }

  private var eventTexts: Texts {
    switch self {
    case .eventTypeUnknown:
      (
        .init(
          ro: "Magazinul a trimis un tip de eveniment pe care Punte nu îl cunoaște.",
          en: "The shop sent a type of event that Punte doesn't know."),
        .init(
          ro: "Nu e nimic de făcut dacă magazinul trimite și alte evenimente; altfel verificați "
            + "tipul trimis sau actualizați Punte, apoi reluați evenimentul.",
          en: "Nothing, if the shop sends other events too; else check the type it sends or "
            + "update Punte, then requeue the event's job.")
      )
    case .shopNotConfigured:
      (
        .init(
          ro: "Magazinul evenimentului nu mai este în setări.",
          en: "The event's shop is no longer in the settings."),
        .init(
          ro: "Adăugați magazinul înapoi în setări și reluați lucrarea, sau renunțați la ea.",
          en: "Put the shop back into the settings and requeue the job, or discard it.")
      )
    default:
      (
        .init(
          ro: "Evenimentul este autentic, dar datele lui nu pot fi citite.",
          en: "The event is genuine, but its data can't be read."),
        .init(
          ro: "Corectați în magazin câmpul arătat la detalii și trimiteți din nou comanda; "
            + "evenimentul vechi poate fi abandonat.",
          en: "Mend the field named in the detail in the shop and send the order again; "
            + "the old event can be discarded.")
      )
    }
  }

  private var orderTexts: Texts {
    switch self {
    case .orderTotalDiffers:
      (
        .init(
          ro: "Totalul facturii ar diferi de totalul comenzii, așa că nu s-a emis nimic.",
          en: "The invoice's total would differ from the order's, so nothing was issued."),
        .init(
          ro: "Verificați în magazin ce arată detaliile: prețurile, reducerile și cotele TVA ale "
            + "comenzii; apoi apăsați «Trimite in Erp».",
          en: "Check in the shop what the detail points at, the order's prices, discounts and VAT "
            + "rates; then press “Trimite in Erp”.")
      )
    case .vatRoundingUndecided:
      (
        .init(
          ro: "Totalul depinde de felul în care contul SmartBill rotunjește TVA-ul, iar setările "
            + "nu spun care este.",
          en: "The total depends on how the SmartBill account rounds VAT, and the settings "
            + "don't say which."),
        .init(
          ro: "Puneți «vat_rounding: line» sau «vat_rounding: document» la cont, apoi reluați.",
          en: "Set “vat_rounding: line” or “vat_rounding: document” on the account, then requeue.")
      )
    default:
      (
        .init(
          ro: "Comanda nu poate deveni factură așa cum este.",
          en: "The order can't become an invoice as it is."),
        .init(
          ro: "Corectați comanda în magazin după detalii, apoi apăsați «Trimite in Erp».",
          en: "Mend the order in the shop as the detail says, then press “Trimite in Erp”.")
      )
    }
  }

  private var smartBillTexts: Texts {
    switch self {
    case .smartBillCredentials:
      (
        .init(
          ro: "SmartBill nu acceptă datele de acces ale contului.",
          en: "SmartBill doesn't accept the account's credentials."),
        .init(
          ro: "Verificați e-mailul, tokenul și CIF-ul din setări (SmartBill Cloud > Contul meu > "
            + "Integrări) și reporniți; comenzile așteaptă și vor fi reluate singure.",
          en: "Check the e-mail, token and CIF in the settings (SmartBill Cloud > My account > "
            + "Integrations) and restart; the orders wait and go on by themselves.")
      )
    case .smartBillAccount:
      (
        .init(
          ro: "SmartBill refuză contul, nu comanda: abonamentul lui sau drepturile utilizatorului.",
          en: "SmartBill refuses the account, not the order: its subscription or its user's rights."
        ),
        .init(
          ro: "În SmartBill: prelungiți abonamentul, sau dați utilizatorului dreptul de a emite "
            + "și modifica facturi pe serie; comenzile așteaptă și vor fi reluate singure.",
          en: "Renew the subscription, or give the user the right to issue and change invoices on "
            + "the series, in SmartBill; the orders wait and go on by themselves.")
      )
    case .smartBillUnreachable:
      (
        .init(
          ro: "SmartBill nu răspunde; nu s-a trimis nimic.",
          en: "SmartBill doesn't answer; nothing was sent."),
        .init(
          ro: "Nu e nimic de făcut: se încearcă din nou singur.",
          en: "Nothing: it is tried again by itself.")
      )
    case .smartBillBlocked:
      (
        .init(
          ro: "SmartBill a blocat accesul pentru prea multe cereri.",
          en: "SmartBill has blocked access for too many requests."),
        .init(
          ro: "Nu e nimic de făcut: se reia singur când trece blocarea. Dacă se repetă, altă "
            + "aplicație folosește același token.",
          en: "Nothing: it goes on by itself when the block ends. If it recurs, another "
            + "application uses the same token.")
      )
    default:
      (
        .init(
          ro: "SmartBill a refuzat cererea și nu a emis nimic.",
          en: "SmartBill refused the request and issued nothing."),
        .init(
          ro: "Corectați ce spune SmartBill la detalii, apoi apăsați «Trimite in Erp».",
          en: "Mend what SmartBill says in the detail, then press “Trimite in Erp”.")
      )
    }
  }

  private var seriesTexts: Texts {
    switch self {
    case .seriesUnknown:
      (
        .init(
          ro: "Seria din setări nu există în SmartBill.",
          en: "The series in the settings doesn't exist in SmartBill."),
        .init(
          ro: "Creați seria în SmartBill, sau corectați-o în setări și reporniți serviciul Punte; "
            + "comenzile așteaptă.",
          en: "Create the series in SmartBill, or correct it in the settings and restart Punte's "
            + "service; the orders wait.")
      )
    case .seriesUnreadable:
      (
        .init(
          ro: "SmartBill răspunde, dar rândul unei serii din lista lui nu poate fi citit; nu s-a "
            + "trimis nimic.",
          en: "SmartBill answers, but the row of a series in its list can't be read; nothing was "
            + "sent."),
        .init(
          ro:
            "Corectați numele și numărul următor al seriei în SmartBill (Configurare > Serii), sau "
            + "întrebați asistența SmartBill; comenzile așteaptă și vor fi reluate singure.",
          en: "Correct the series' name and next number in SmartBill (Configurare > Serii), or ask "
            + "SmartBill's support; the orders wait and go on by themselves.")
      )
    case .seriesBusy:
      (
        .init(
          ro: "O altă factură din aceeași serie nu este încă lămurită.",
          en: "Another invoice of the same series is not yet clear."),
        .init(
          ro: "Nu e nimic de făcut dacă Punte o lămurește singur; dacă are nevoie de un om, "
            + "spuneți-i administratorului lui Punte ce este în SmartBill cu factura de la detalii.",
          en: "Nothing, if Punte settles it by itself; if it needs a person, tell Punte's "
            + "administrator how the invoice in the detail stands in SmartBill.")
      )
    case .seriesRestored:
      (
        .init(
          ro: "Baza de date e nouă sau a fost refăcută dintr-o copie: seriile se compară întâi cu "
            + "SmartBill, unde pot fi facturi de care ea nu știe.",
          en: "The database is new, or was restored from a copy: the series are first compared "
            + "with SmartBill, which may hold invoices that it doesn't know."),
        .init(
          ro: "Nu e nimic de făcut dacă nu se găsește nimic. Altfel seria se oprește, iar "
            + "administratorul lui Punte o pornește: pune la loc baza de date mai veche, dacă "
            + "există, sau verifică documentele găsite, după ce magazinul trimite din nou "
            + "evenimentele; comenzile își preiau facturile găsite.",
          en: "Nothing, if nothing is found. Else the series stops, and Punte's administrator "
            + "starts it: restores the older database, if there is one, or checks the documents "
            + "that were found, once the shop has sent its events again; orders take their "
            + "invoices over.")
      )
    case .seriesJumped:
      (
        .init(
          ro: "Numerotarea seriei a sărit peste numere: mai multe decât poate verifica Punte, sau "
            + "SmartBill spune că unele de dinaintea celui următor nu există.",
          en:
            "The series' numbering has skipped numbers: more than Punte can look up, or SmartBill "
            + "says that some before the next one don't exist."),
        .init(
          ro: "Dacă seria a fost renumerotată în SmartBill sau a început de la un număr mai mare, "
            + "cereți administratorului lui Punte să o pornească: numerele sărite sunt acceptate ca "
            + "nefolosite. Dacă nu, corectați întâi numărul următor al seriei în SmartBill. Dacă "
            + "documentele există totuși, anulați în magazin comenzile lor înainte de pornire: "
            + "altfel primesc a doua factură.",
          en: "If the series was renumbered in SmartBill or began at a higher number, have Punte's "
            + "administrator start it: the skipped numbers are accepted as unused. If not, first "
            + "correct the series' next number in SmartBill. If the documents exist after all, "
            + "cancel their orders in the shop before the start: else they get a second invoice.")
      )
    case .seriesStopped:
      (
        .init(
          ro: "Seria este oprită până o verifică cineva.",
          en: "The series is stopped until a person has checked it."),
        .init(
          ro: "Verificați în SmartBill documentele seriei; dacă sunt în regulă, cereți "
            + "administratorului lui Punte să vadă motivul opririi și să pornească seria.",
          en: "Check the series' documents in SmartBill; if they are right, have Punte's "
            + "administrator see why it was stopped, and start it.")
      )
    default:
      (
        .init(
          ro: "SmartBill a dat alt număr decât cel așteptat: în serie este un document "
            + "necunoscut.",
          en: "SmartBill gave another number than expected: the series holds an unknown "
            + "document."),
        .init(
          ro: "Verificați în SmartBill numerele de la detalii. Seria aparține numai lui Punte; "
            + "dacă documentele sunt în regulă, cereți administratorului lui Punte să o pornească.",
          en: "Check the numbers in the detail in SmartBill. The series belongs to Punte alone; "
            + "if the documents are right, have Punte's administrator start it.")
      )
    }
  }

  private var ledgerTexts: Texts {
    switch self {
    case .invoiceAbandoned:
      (
        .init(
          ro: "Cineva a renunțat la factura aceasta.",
          en: "A person gave this invoice up."),
        .init(
          ro: "Dacă este totuși nevoie de ea, apăsați «Trimite in Erp».",
          en: "If it is needed after all, press “Trimite in Erp”.")
      )
    case .previousInvoiceStands:
      (
        .init(
          ro: "Factura anterioară a comenzii nu a putut fi anulată, deci nu se emite alta.",
          en: "The order's previous invoice could not be cancelled, so no other is issued."),
        .init(
          ro: "Anulați întâi factura anterioară, apoi cereți administratorului lui Punte să reia "
            + "lucrarea.",
          en: "Cancel the previous invoice first, then have Punte's administrator requeue the "
            + "job.")
      )
    case .cancelWaits:
      (
        .init(
          ro: "Anularea așteaptă: factura comenzii este tocmai în lucru.",
          en: "The cancel waits: the order's invoice is under way."),
        .init(
          ro: "Nu e nimic de făcut; dacă factura are nevoie de un om, spuneți administratorului "
            + "lui Punte ce este cu ea în SmartBill.",
          en: "Nothing; if the invoice needs a person, tell Punte's administrator how it stands "
            + "in SmartBill.")
      )
    case .cancelRefused:
      (
        .init(
          ro: "SmartBill nu a anulat factura.",
          en: "SmartBill did not cancel the invoice."),
        .init(
          ro: "Citiți la detalii ce spune SmartBill și rezolvați acolo, apoi apăsați din nou "
            + "«Anuleaza factura».",
          en: "Read in the detail what SmartBill says and mend it there, then press “Anuleaza "
            + "factura” again.")
      )
    default:
      (
        .init(
          ro: "Registrul a refuzat rezultatul acestei lucrări, ca să nu strice altul.",
          en: "The ledger refused this job's result, so as not to spoil another."),
        .init(
          ro: "Dacă detaliile arată un număr care este deja al altei facturi, aceea a fost ștearsă "
            + "în SmartBill și numărul s-a dat din nou: spuneți administratorului lui Punte că "
            + "factura mai veche este ștearsă, apoi că numărul este al acesteia. Altfel verificați "
            + "în SmartBill documentul comenzii și cereți-i să îl compare cu registrul și să reia "
            + "lucrarea.",
          en: "If the detail has a number that belongs to another invoice already, that one was "
            + "deleted in SmartBill and its number was given out again: tell Punte's administrator "
            + "that the older invoice is deleted, then that the number is this one's. Else check "
            + "the order's document in SmartBill, and have the administrator compare it with the "
            + "ledger and requeue the job.")
      )
    }
  }

  private var shopTexts: Texts {
    switch self {
    case .shopRefused:
      (
        .init(
          ro: "Magazinul nu a acceptat înștiințarea.",
          en: "The shop did not accept the callback."),
        .init(
          ro: "Se încearcă din nou singur; verificați adresa și semnătura din magazin.",
          en: "It is tried again by itself; check the address and the signature in the shop.")
      )
    case .shopGone:
      (
        .init(
          ro: "Magazinul a răspuns că nu mai vrea înștiințări la adresa aceasta (410).",
          en: "The shop answered that it wants no more callbacks at this address (410)."),
        .init(
          ro: "Corectați adresa «callback» din setări, reporniți, apoi reluați lucrarea.",
          en: "Correct the “callback” address in the settings, restart, then requeue the job.")
      )
    case .callbackExhausted:
      (
        .init(
          ro: "Magazinul nu a primit înștiințarea nici după toate încercările.",
          en: "The shop did not take the callback after all attempts."),
        .init(
          ro: "Verificați că magazinul răspunde la adresa «callback», apoi reluați lucrarea.",
          en: "Check that the shop answers at its “callback” address, then requeue the job.")
      )
    default:
      (
        .init(
          ro: "Magazinul nu răspunde.",
          en: "The shop doesn't answer."),
        .init(
          ro: "Nu e nimic de făcut: se încearcă din nou singur.",
          en: "Nothing: it is tried again by itself.")
      )
    }
  }
}
