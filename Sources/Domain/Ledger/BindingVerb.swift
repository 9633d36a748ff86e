/// What an event was bound to an invoice for. One event may be bound once for each.
public enum BindingVerb: String, Sendable, CaseIterable {
  case issue, cancel, restore, reverse
  case cancelProforma = "proforma_cancel"
}
