import ArgumentParser

/// Where VAT is rounded to the ban. Nobody outside has proven which one SmartBill uses
/// (smartbill-api.md §4.6), so a sandbox can be started with either.
enum VATRounding: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// Each line's VAT is rounded, then added up.
  case line
  /// What the lines of one rate come to is added up, then its VAT is rounded.
  case document
}
