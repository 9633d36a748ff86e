/// How the company has set its account up. Where sources contradict one another, or nobody knows,
/// the sandbox can be started with either.
struct AccountRules: Sendable {
  var rates = VATRate.romanian
  var rounding = VATRounding.document
  /// A company that doesn't pay VAT has no rates, and its lines need none (smartbill-api.md §4.3).
  var paysVAT = true
  /// "Foloseste cod produs": products are told apart by their codes, else by their names.
  var usesProductCodes = false
  var stockNames = StockNames.overwritten
  var hasStockModule = true
  /// What a refusal of the stock answers under; 400, or 200 as one client assumes (§7.5).
  var stockRefusalStatus = 400
  var hasMailServer = true
  /// Whether a proforma may be invoiced but once: untested (smartbill-api.md §13).
  var convertsEstimatesOnce = false
  /// What this user may not do.
  var lacking: Set<Right> = []

  func demand(_ right: Right) throws(Refusal) {
    guard !lacking.contains(right) else { throw right.refusal }
  }
}
