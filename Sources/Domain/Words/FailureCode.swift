/// Every way a job can fail. Each has a row in `deploy/RUNBOOK.md`.
public enum FailureCode: String, Codable, Sendable, CaseIterable {
  // The event.
  case eventUnreadable = "event_unreadable"
  case eventTypeUnknown = "event_type_unknown"
  case eventTypeReserved = "event_type_reserved"
  case eventOvertaken = "event_overtaken"
  case planRenewed = "plan_renewed"
  case orderLeftStatus = "order_left_status"
  case orderTotalZero = "order_total_zero"
  case orderChangedAfterInvoice = "order_changed_after_invoice"
  case shopNotConfigured = "shop_not_configured"

  // The order, before anything is sent.
  case orderTotalDiffers = "order_total_differs"
  case vatRoundingUndecided = "vat_rounding_undecided"
  case vatRateUnnamed = "vat_rate_unnamed"
  case vatRateNotValid = "vat_rate_not_valid"
  case companyPaysNoVAT = "company_pays_no_vat"
  case orderNotInvoiceable = "order_not_invoiceable"
  case customerVATCodeInvalid = "customer_vat_code_invalid"
  case customerCountyUnknown = "customer_county_unknown"
  case customerSectorUnknown = "customer_sector_unknown"
  case customerEmailInvalid = "customer_email_invalid"
  case customerCountryUnknown = "customer_country_unknown"

  // The goods.
  case productCodeMissing = "product_code_missing"
  case productCodeDiffers = "product_code_differs"
  case productNotInStock = "product_not_in_stock"
  case productAmbiguous = "product_ambiguous"
  case warehouseUnknown = "warehouse_unknown"
  case stockModuleOff = "stock_module_off"
  case stockNeverPurchased = "stock_never_purchased"
  case stockInsufficient = "stock_insufficient"
  case stockUnitDiffers = "stock_unit_differs"
  case stockNotYet = "stock_not_yet"

  // SmartBill.
  case smartBillRefused = "smartbill_refused"
  case smartBillCredentials = "smartbill_credentials"
  case smartBillAccount = "smartbill_account"
  case smartBillUnreachable = "smartbill_unreachable"
  case smartBillBlocked = "smartbill_blocked"
  case seriesUnknown = "series_unknown"
  case seriesUnreadable = "series_unreadable"
  case seriesBusy = "series_busy"
  case seriesStopped = "series_stopped"
  case seriesGap = "series_gap"
  case seriesJumped = "series_jumped"
  case seriesRestored = "series_restored"
  case documentDuplicated = "document_duplicated"
  case documentUnreadable = "document_unreadable"
  case documentUnavailable = "document_unavailable"
  case documentsBusy = "documents_busy"

  // The ledger.
  case invoiceInDoubt = "invoice_in_doubt"
  case invoiceInterrupted = "invoice_interrupted"
  case invoiceAbandoned = "invoice_abandoned"
  case invoiceDelayed = "invoice_delayed"
  case invoiceWaits = "invoice_waits"
  case issuedTotalDiffers = "issued_total_differs"
  case seriesMoved = "series_moved"
  case documentSeen = "document_seen"
  case documentDiffers = "document_differs"
  case doubtUndecided = "doubt_undecided"
  case namedNumberWrong = "named_number_wrong"
  case invoiceProvenAbsent = "invoice_proven_absent"
  case documentNumberUnusable = "document_number_unusable"
  case previousInvoiceStands = "previous_invoice_stands"
  case cancelWaits = "cancel_waits"
  case cancelRefused = "cancel_refused"
  case restoreRefused = "restore_refused"
  case restoreWaits = "restore_waits"
  case nothingToRestore = "nothing_to_restore"
  case reverseRefused = "reverse_refused"
  case refundWaits = "refund_waits"
  case refundWithoutInvoice = "refund_without_invoice"
  case refundExceeds = "refund_exceeds"
  case refundNotInvoiced = "refund_not_invoiced"
  case refundLinesUnknown = "refund_lines_unknown"
  case refundDiffers = "refund_differs"
  case refundsStand = "refunds_stand"
  case stornoStands = "storno_stands"
  case periodClosed = "period_closed"
  case stockForbidsChange = "stock_forbids_change"
  case vatStatusChanged = "vat_status_changed"
  case documentMissing = "document_missing"
  case draftInDoubt = "draft_in_doubt"
  case draftMode = "draft_mode"
  case ledgerConflict = "ledger_conflict"

  // The proforma.
  case proformasNotSetUp = "proformas_not_set_up"
  case proformaInDoubt = "proforma_in_doubt"
  case proformaOrderInvoiced = "proforma_order_invoiced"
  case proformaInvoiced = "proforma_invoiced"
  case proformaCancelRefused = "proforma_cancel_refused"

  // The mail.
  case mailWaits = "mail_waits"
  case mailWithoutInvoice = "mail_without_invoice"
  case mailRefused = "mail_refused"
  case mailUnconfirmed = "mail_unconfirmed"

  // The payment.
  case paymentWaits = "payment_waits"
  case paymentWithoutInvoice = "payment_without_invoice"
  case paymentMethodUnknown = "payment_method_unknown"
  case paymentAmountWrong = "payment_amount_wrong"
  case paymentCurrencyDiffers = "payment_currency_differs"
  case paymentAlreadyPaid = "payment_already_paid"
  case paymentRefused = "payment_refused"
  case paymentDiffers = "payment_differs"
  case paymentInDoubt = "payment_in_doubt"
  case paymentUndecided = "payment_undecided"
  case paymentProvenAbsent = "payment_proven_absent"
  case paymentRestored = "payment_restored"
  case paymentAbandoned = "payment_abandoned"
  case receiptSeriesUnknown = "receipt_series_unknown"

  // The stock.
  case stockNotConfigured = "stock_not_configured"
  case stockRefused = "stock_refused"
  case stockUnreadable = "stock_unreadable"
  case stockEmpty = "stock_empty"
  case stockZeroed = "stock_zeroed"
  case stockBusy = "stock_busy"
  case stockUnanswered = "stock_unanswered"
  case stockKeysMissing = "stock_keys_missing"

  // Punte itself.
  case storeUnavailable = "store_unavailable"
  case rowUnreadable = "row_unreadable"

  // The shop.
  case shopUnreachable = "shop_unreachable"
  case shopRefused = "shop_refused"
  case shopGone = "shop_gone"
  case callbackExhausted = "callback_exhausted"

  /// Whether the detail may repeat what somebody else wrote, SmartBill or a shop, and so a
  /// customer's name. It stays with the job, for the operator, and out of the log.
  public var quotesOthers: Bool {
    switch self {
    case .eventTypeUnknown, .orderNotInvoiceable, .smartBillRefused, .smartBillCredentials,
      .smartBillAccount, .seriesUnknown, .documentNumberUnusable, .invoiceInDoubt, .draftInDoubt,
      .cancelRefused,
      .restoreRefused, .reverseRefused, .stornoStands, .periodClosed, .stockForbidsChange,
      .vatStatusChanged, .documentMissing, .mailRefused, .paymentAlreadyPaid, .paymentRefused,
      .paymentInDoubt,
      .productCodeDiffers, .warehouseUnknown, .stockModuleOff, .stockNeverPurchased,
      .stockInsufficient,
      .stockUnitDiffers, .stockNotYet, .proformaInDoubt, .proformaCancelRefused,
      .stockRefused:
      true
    case .eventTypeReserved, .eventOvertaken, .planRenewed, .orderLeftStatus, .orderTotalZero,
      .orderChangedAfterInvoice:
      false
    case .proformasNotSetUp, .proformaOrderInvoiced, .proformaInvoiced: false
    case .productCodeMissing, .productNotInStock, .productAmbiguous: false
    case .eventUnreadable, .shopNotConfigured, .orderTotalDiffers, .vatRoundingUndecided,
      .vatRateUnnamed, .vatRateNotValid, .companyPaysNoVAT, .customerVATCodeInvalid,
      .customerCountyUnknown, .customerSectorUnknown, .customerEmailInvalid,
      .customerCountryUnknown, .issuedTotalDiffers,
      .smartBillUnreachable,
      .smartBillBlocked, .seriesUnreadable, .seriesBusy, .seriesStopped,
      .seriesGap, .seriesJumped, .seriesRestored, .documentSeen, .seriesMoved, .documentDiffers,
      .documentDuplicated, .documentUnreadable, .documentUnavailable, .documentsBusy,
      .doubtUndecided, .namedNumberWrong, .invoiceProvenAbsent, .paymentProvenAbsent,
      .invoiceInterrupted, .invoiceDelayed, .invoiceWaits,
      .invoiceAbandoned, .previousInvoiceStands, .cancelWaits, .restoreWaits, .nothingToRestore,
      .refundWaits, .refundWithoutInvoice, .refundExceeds, .refundNotInvoiced,
      .refundLinesUnknown, .refundDiffers, .refundsStand,
      .ledgerConflict, .mailWaits, .mailWithoutInvoice, .mailUnconfirmed, .paymentWaits,
      .paymentWithoutInvoice, .paymentMethodUnknown, .paymentAmountWrong, .paymentCurrencyDiffers,
      .paymentDiffers, .paymentUndecided, .paymentRestored, .paymentAbandoned,
      .draftMode, .receiptSeriesUnknown, .storeUnavailable, .rowUnreadable, .shopUnreachable,
      .shopRefused,
      .shopGone, .callbackExhausted, .stockNotConfigured, .stockUnreadable, .stockEmpty,
      .stockZeroed, .stockBusy, .stockUnanswered, .stockKeysMissing:
      false
    }
  }
}
