/// The company that the credentials are for. Calls name it by its CIF, exactly as it is configured
/// (smartbill-api.md §2).
struct Company: Sendable {
  var cif: String
  /// Companies that there are in the Cloud, but not for this user.
  var others: Set<String> = []

  func check(_ cif: String?) throws(Refusal) {
    guard cif != self.cif else { return }
    throw others.contains(cif ?? "") ? .companyOfOthers : .unknownCompany
  }
}
