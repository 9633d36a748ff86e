import Domain
import Transport

extension SmartBillClient: AccountInspecting {
  /// Four calls; one more for each other kind of document that there is to be a series of, or both
  /// where a series of invoices is missing; one for each warehouse where they aren't listed. Nothing more is asked once one shows that the account can't be used.
  public func inspect(_ question: AccountQuestion) async -> AccountInspection {
    let account = question.account
    let cif = cif(of: account)
    let answer = await inspecting(account, .series) { $0.series(of: cif, type: "f") }
    var unreadable = 0
    var inspection = AccountInspection(
      series: answer.offered(
        isCertain: true, unreadable: &unreadable, OfferLists.series(.invoice)))
    inspection.clockSkewMilliseconds = answer.clockSkewMilliseconds
    guard case .known(var list) = inspection.series else { return inspection }
    // Not to find it among others either is no failure: it is missing, as was seen.
    let isMissing = !question.series.isSubset(of: list.map(\.name))
    for (type, kind, wanted) in [
      ("p", OfferedSeries.Kind.proforma, question.proformaSeries),
      ("c", .receipt, question.receiptSeries),
    ] where isMissing || !wanted.isEmpty {
      let others = await inspecting(account, .series) { $0.series(of: cif, type: type) }
      let offered = others.offered(
        isCertain: true, unreadable: &unreadable, OfferLists.series(kind))
      if case .known(let more) = offered {
        list += more.filter { !list.contains($0) }
      }
    }
    inspection.series = .known(list)
    inspection.vatRates = await inspecting(account, .tax) { $0.vatRates(of: cif) }
      .offered(isCertain: false, unreadable: &unreadable, OfferLists.vatRates)
    inspection.warehouses = await inspecting(account, .warehouses) { $0.warehouses(of: cif) }
      .offered(isCertain: false, unreadable: &unreadable, OfferLists.warehouses)
    if case .absent(let words) = inspection.warehouses, !question.warehouses.isEmpty {
      inspection.warehouses = await found(question.warehouses, in: account, unlessKnown: words)
    }
    inspection.measuringUnits = await inspecting(account, .measuringUnits) {
      $0.measuringUnits(of: cif)
    }
    .offered(isCertain: false, unreadable: &unreadable, OfferLists.measuringUnits)
    inspection.unreadableRows = unreadable == 0 ? nil : unreadable
    return inspection
  }

  /// The stock of a product that no warehouse has: what is refused is the warehouse alone
  /// (`smartbill-api.md` §7.5).
  private static let productLookedFor = "-"

  /// Those of the names that the account has as warehouses.
  ///
  /// - Parameter words: why they aren't listed.
  private func found(
    _ names: Set<String>, in account: AccountID, unlessKnown words: String
  ) async -> Offered<String> {
    let (cif, day) = (cif(of: account), today)
    var found: [String] = []
    // The stock's own rows are no names of warehouses.
    var unreadable = 0
    for name in names.sorted() {
      let answer = await inspecting(account, .stocks) {
        $0.stocks(of: cif, name, on: day, productName: Self.productLookedFor)
      }
      let offered: Offered<String> = answer.offered(isCertain: false, unreadable: &unreadable) {
        (try? StockRows($0, of: name)).map { OfferRows(items: $0.rows.map(\.name)) }
      }
      switch offered {
      case .known: found.append(name)
      case .absent(let refusal) where StockRefusal.code(of: ErrorText(refusal)) == .warehouseUnknown:
        continue
      case .absent: return .absent(words)
      case let other: return other
      }
    }
    return .known(found)
  }

  /// One call of an inspection, which may wait: invoices go first.
  func inspecting(
    _ account: AccountID, _ endpoint: Endpoint,
    _ request: (SmartBillRequest) -> TransportRequest
  ) async -> InspectionAnswer {
    switch await admission(of: account, for: .other) {
    case .unknown(let failure): return .failed(failure)
    case .blocked(let until): return .blocked(until: until)
    case .crowded, .cancelled: return .failed(Self.interrupted)
    case .granted(let account, let gate):
      let start = time.now()
      let outcome = await exchange(
        request(SmartBillRequest(account: account)), endpoint, account, gate)
      return InspectionAnswer(
        outcome, block: block(of: account.id), sentAt: start, answeredAt: time.now())
    }
  }
}
