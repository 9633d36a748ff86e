import Domain

/// Takes out of all that a shop's customers and staff wrote what e-Factura's XML can't hold, and then
/// what may be read as one of our references. Only our own reference, at its own place, may stand on
/// a document.
struct StrangersTexts {
  private(set) var draft: InvoiceDraft
  /// What was taken out, and where.
  private(set) var mends: [Mend] = []

  init(_ draft: InvoiceDraft) {
    self.draft = draft
    clean("order.number", \.order.number)
    clean("customer.name", \.order.customer.name)
    clean("customer.vat_code", \.order.customer.vatCode)
    clean("customer.reg_com", \.order.customer.tradeRegisterNumber)
    clean("customer.cnp", \.order.customer.personalCode, isShown: false)
    clean("customer.address", \.order.customer.address)
    clean("customer.city", \.order.customer.city)
    clean("customer.county", \.order.customer.county)
    clean("customer.country", \.order.customer.country)
    clean("customer.post_code", \.order.customer.postCode)
    clean("customer.email", \.order.customer.email)
    clean("customer.phone", \.order.customer.phone)
    for index in draft.order.lines.indices {
      clean("lines[\(index)].name", \.order.lines[index].name)
      clean("lines[\(index)].code", \.order.lines[index].code)
      clean("lines[\(index)].unit", \.order.lines[index].unit)
      recordTrimming("lines[\(index)].code", draft.order.lines[index].code, blank: "")
      recordTrimming(
        "lines[\(index)].unit", draft.order.lines[index].unit, blank: OrderLine.defaultUnit)
    }
    // Texts of the settings, with the order's words in them.
    clean("mentions", \.terms.mentions)
    clean("observations", \.terms.observations)
  }

  /// What a line's wire form leaves out of a text, or puts in a blank one's place.
  ///
  /// An empty code is a missing one.
  private mutating func recordTrimming(_ field: String, _ text: String?, blank: String) {
    guard let text, case let sent = text.nonBlank ?? blank, sent != text else { return }
    mends.append(Mend(field, was: text, became: sent))
  }

  private mutating func clean(_ field: String, _ path: WritableKeyPath<InvoiceDraft, String>) {
    if let fit = draft[keyPath: path].withoutUnfitForXML {
      mends.append(Mend(field, was: draft[keyPath: path], became: fit))
      draft[keyPath: path] = fit
    }
    guard let removal = InvoiceReference.removal(from: draft[keyPath: path]) else { return }
    draft[keyPath: path] = removal.left.trimmed
    mends.append(Mend(field, was: removal.removed, became: ""))
  }

  private mutating func clean(
    _ field: String, _ path: WritableKeyPath<InvoiceDraft, String?>, isShown: Bool = true
  ) {
    if isShown, let text = draft[keyPath: path], let fit = text.withoutUnfitForXML {
      mends.append(Mend(field, was: text, became: fit))
      draft[keyPath: path] = fit
    }
    guard let text = draft[keyPath: path], let removal = InvoiceReference.removal(from: text)
    else { return }
    draft[keyPath: path] = removal.left.nonBlank
    mends.append(Mend(field, was: removal.removed, became: ""))
  }
}
