import Domain

/// The VAT that a line is sent with: what the account calls it, and how much it is.
///
/// SmartBill tells rates apart by the pair, as four of its names stand for 0 %.
struct VATCharge: Hashable, Sendable {
  var name: String
  var rate: VATRate
}
