import Domain

extension SmartBillClient: AccountInspecting {
  /// Four calls, and two more where a series is missing. Nothing more is asked once one shows that
  /// the account can't be used.
  public func inspect(_ account: AccountID, series wanted: Set<String>) async
    -> AccountInspection
  {
    let cif = cif(of: account)
    let answer = await inspecting(account, .series) { $0.series(of: cif, type: "f") }
    var inspection = AccountInspection(
      series: answer.offered(isCertain: true, OfferLists.series(.invoice)))
    inspection.clockSkewMilliseconds = answer.clockSkewMilliseconds
    guard case .known(var list) = inspection.series else { return inspection }
    if !wanted.isSubset(of: list.map(\.name)) {
      // Not to find it there either is no failure: it is missing, as was seen.
      for (type, kind) in [("p", OfferedSeries.Kind.proforma), ("c", .receipt)] {
        let others = await inspecting(account, .series) { $0.series(of: cif, type: type) }
        if case .known(let more) = others.offered(isCertain: true, OfferLists.series(kind)) {
          list += more.filter { !list.contains($0) }
        }
      }
      inspection.series = .known(list)
    }
    inspection.vatRates = await inspecting(account, .tax) { $0.vatRates(of: cif) }
      .offered(isCertain: false, OfferLists.vatRates)
    inspection.warehouses = await inspecting(account, .warehouses) { $0.warehouses(of: cif) }
      .offered(isCertain: false, OfferLists.warehouses)
    inspection.measuringUnits = await inspecting(account, .measuringUnits) {
      $0.measuringUnits(of: cif)
    }
    .offered(isCertain: false, OfferLists.measuringUnits)
    return inspection
  }
}
