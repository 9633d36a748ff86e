/// Why a line bears no VAT. The rate 0 doesn't say, and SmartBill would take it for reverse charge
/// (`smartbill-api.md` §4.3).
public enum VATReason: String, ListedWord {
  /// The buyer pays the VAT.
  case reverseCharge = "reverse_charge"
  /// Such as an export, or a delivery within the EU.
  case exemptWithDeduction = "exempt_with_deduction"
  /// Such as medical services or insurance.
  case exemptWithoutDeduction = "exempt_without_deduction"
  /// Outside the scope of VAT, such as the SGR deposit on bottles.
  case notTaxable = "not_taxable"
}
