/// Where an account rounds VAT that comes on top of a price; nobody but the account knows
/// (`smartbill-api.md` §4.6).
public enum VATRounding: String, Sendable, CaseIterable {
  /// Each line's VAT is rounded, then added up.
  case line
  /// The lines of one rate are added up, then their VAT is rounded.
  case document
}
