import Domain
import GRDB

/// The cancels and restores that an invoice waits for: one of each at a time is bound to it.
extension Ledger {
  /// The event's cancel is over, and the invoice as it was: another cancel that waits is next.
  func releaseCancel(_ id: Invoice.ID, of event: EventID) throws {
    let invoice = try invoices.existing(id)
    guard invoice.cancelling == event else { return }
    try db.run(
      "UPDATE invoices SET cancelling = ? WHERE id = ?",
      [try invoices.waiting(invoice.key.kind.cancelVerb, of: id, after: event)?.rawValue, id])
  }

  /// It is done. Where the invoice is to be restored after it, the next cancel that waits is bound;
  /// a restore that was asked for before it, and that a replay had come behind it, is not done.
  func endCancel(_ invoice: Invoice) throws {
    var isRestoredAfter = false
    if let restore = invoice.restoring {
      isRestoredAfter = try !isNewer(.cancel, invoice.cancelling, than: .restore, restore, invoice)
      if !isRestoredAfter { try releaseRestore(invoice.id, of: restore) }
    }
    let next =
      try isRestoredAfter
      ? invoices.waiting(.cancel, of: invoice.id, after: invoice.cancelling) : nil
    try db.run("UPDATE invoices SET cancelling = ? WHERE id = ?", [next?.rawValue, invoice.id])
  }

  /// It is over, and the invoice stands: a cancel that was asked for before it, and that a replay
  /// had come behind it, is not done.
  func endRestore(_ invoice: Invoice, of event: EventID) throws {
    try releaseRestore(invoice.id, of: event)
    guard invoice.state == .issued, let cancel = invoice.cancelling,
      try isNewer(.restore, event, than: .cancel, cancel, invoice)
    else { return }
    try releaseCancel(invoice.id, of: cancel)
  }

  private func isNewer(
    _ verb: BindingVerb, _ event: EventID?, than otherVerb: BindingVerb, _ other: EventID,
    _ invoice: Invoice
  ) throws -> Bool {
    guard let event else { return false }
    let (shop, invoices) = (invoice.key.shop, invoices)
    return try invoices.binding(of: event, of: shop, verb) ?? 0
      > invoices.binding(of: other, of: shop, otherVerb) ?? 0
  }

  /// The event's restore is over: another that waits is next.
  func releaseRestore(_ id: Invoice.ID, of event: EventID) throws {
    guard try invoices.existing(id).restoring == event else { return }
    try db.run(
      "UPDATE invoices SET restoring = ? WHERE id = ?",
      [try invoices.waiting(.restore, of: id, after: event)?.rawValue, id])
  }

  /// Its storno is gone.
  func restand(_ id: Invoice.ID) throws {
    try move(id, to: .issued)
    try db.run("UPDATE invoices SET restores = restores + 1 WHERE id = ?", [id])
  }

  func unbindRestore(_ id: Invoice.ID) throws {
    try db.run("UPDATE invoices SET restoring = NULL WHERE id = ?", [id])
  }

  func unbindCancel(_ id: Invoice.ID) throws {
    try db.run("UPDATE invoices SET cancelling = NULL WHERE id = ?", [id])
  }
}
