extension FailureCode {
  /// What Punte's administrator types where the remedy needs it: whole commands, but for the words in
  /// capitals. The remedy itself names none, as a shop's operator reads it who has no terminal; the
  /// command line prints these beneath it.
  public var commands: [String] {
    switch self {
    case .eventTypeUnknown, .rowUnreadable, .vatRoundingUndecided, .vatRateUnnamed,
      .previousInvoiceStands, .stockModuleOff, .stockNotYet, .stockRefused, .stockKeysMissing,
      .proformasNotSetUp, .refundWithoutInvoice, .reverseRefused, .mailUnconfirmed,
      .paymentMethodUnknown, .paymentRefused, .shopGone, .callbackExhausted:
      [TypedCommand.requeue]
    case .shopNotConfigured, .stockNotConfigured, .eventOvertaken:
      [TypedCommand.requeue, TypedCommand.discard()]
    case .eventUnreadable, .eventTypeReserved, .issuedTotalDiffers, .refundLinesUnknown,
      .refundDiffers, .paymentDiffers:
      [TypedCommand.discard()]
    case .warehouseUnknown: ["punte check", TypedCommand.requeue]
    case .invoiceDelayed: ["punte jobs list"]
    case .seriesBusy, .cancelWaits, .refundWaits, .mailWaits, .seriesMoved, .documentDiffers,
      .doubtUndecided, .namedNumberWrong, .invoiceProvenAbsent, .documentNumberUnusable,
      .documentUnreadable, .proformaInDoubt:
      [
        TypedCommand.showInvoice,
        TypedCommand.resolve("invoices", "(--number N | --send-again | --give-up)"),
      ]
    case .draftInDoubt:
      [
        TypedCommand.showInvoice,
        TypedCommand.resolve("invoices", "(--drafted | --send-again | --give-up)"),
      ]
    case .documentUnavailable, .documentMissing: [TypedCommand.resolve("invoices", "--deleted")]
    case .stornoStands, .refundsStand: [TypedCommand.resolve("invoices", "--annulled")]
    case .ledgerConflict:
      [
        TypedCommand.showInvoice, TypedCommand.resolve("invoices", "--deleted", of: "OLDER_ID"),
        TypedCommand.resolve("invoices", "--number N"), TypedCommand.requeue,
      ]
    case .seriesStopped, .seriesGap, .seriesJumped, .seriesRestored, .documentDuplicated:
      ["punte invoices series", "punte invoices resume SERIES --reason \"WHY\""]
    case .paymentUndecided, .paymentProvenAbsent, .paymentRestored:
      [
        "punte payments show ID",
        TypedCommand.resolve("payments", "(--recorded | --send-again | --give-up)"),
      ]
    case .paymentAlreadyPaid: [TypedCommand.resolve("payments", "(--recorded | --give-up)")]
    case .paymentCurrencyDiffers: [TypedCommand.resolve("payments", "--recorded")]
    case .paymentWithoutInvoice:
      [TypedCommand.requeue, TypedCommand.resolve("payments", "--give-up")]
    case .stockEmpty, .stockZeroed:
      ["punte stock sync --shop SHOP --accept-zeroes --reason \"WHY\"", TypedCommand.discard()]
    default: []
    }
  }
}

/// What is typed, whole but for the words in capitals.
enum TypedCommand {
  static let requeue = "punte jobs requeue ID --reason \"WHY\""
  static let showInvoice = "punte invoices show ID"

  static func discard(_ job: String = "ID") -> String {
    "punte jobs discard \(job) --reason \"WHY\""
  }

  /// - Parameter ledger: `invoices` or `payments`.
  static func resolve(_ ledger: String, _ answers: String, of id: String = "ID") -> String {
    "punte \(ledger) resolve \(id) \(answers) --reason \"WHY\""
  }
}
