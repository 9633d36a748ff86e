extension Invoice {
  /// A notice of a fact about this invoice; told again, the fact keeps its id and sequence.
  public func notice(_ fact: String, asked: Asking, _ content: Notice.Content) -> Notice {
    Notice(
      fact: "\(Notice.invoicePrefix)\(id)/\(fact)", asked: asked, order: key.order,
      content: content)
  }

  public func issuedNotice(_ document: IssuedDocument, asked: Asking) -> Notice {
    notice(
      "issued", asked: asked,
      key.kind == .proforma
        ? .proformaIssued(document, revision: key.revision)
        : .issued(document, revision: key.revision))
  }

  /// A cancel after a restore is another fact than the one before it.
  ///
  /// - Parameter storno: the number of the storno that reversed it, if one did.
  public func cancelledNotice(asked: Asking, storno: InvoiceNumber? = nil) -> Notice {
    notice(
      restores == 0 ? "cancelled" : "cancelled/\(restores)", asked: asked,
      key.kind == .proforma
        ? .proformaCancelled(document?.number, revision: key.revision)
        : .cancelled(document?.number, revision: key.revision, storno: storno))
  }

  /// Of the storno or the refund itself.
  public func reversedNotice(_ reversal: Reversal, asked: Asking) -> Notice {
    notice("reversed", asked: asked, .reversed(reversal))
  }

  /// - Parameter times: how often it was restored by then.
  public func restoredNotice(times: Int, asked: Asking) -> Notice {
    notice(
      "restored/\(times)", asked: asked, .restored(document?.number, revision: key.revision))
  }

  public func abandonedNotice(_ failure: Failure, asked: Asking) -> Notice {
    notice("abandoned", asked: asked, .failed(key.kind.operation, failure))
  }
}

extension InvoiceKey.Kind {
  /// What failed where a document of this kind isn't issued.
  public var operation: Notice.Operation {
    switch self {
    case .invoice, .draft: .issue
    case .storno, .refund: .refund
    case .proforma: .proforma
    }
  }
}

extension Notice {
  fileprivate static let invoicePrefix = "invoice/"

  /// The invoice that the fact is about; nil where there is none.
  public var invoice: Invoice.ID? {
    guard fact.hasPrefix(Self.invoicePrefix) else { return nil }
    return Invoice.ID(fact.dropFirst(Self.invoicePrefix.count).prefix { $0 != "/" })
  }
}
