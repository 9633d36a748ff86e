import Domain
import SmartBill

/// What is known of an account: the settings, what SmartBill says, and what the ledger says.
struct AccountFacts: Sendable {
  var id: AccountID
  var account: SmartBillAccount
  /// The shops that are invoiced through it.
  var shops: [ShopID: ShopSettings]
  var inspection: Inspected
  /// Of before the inspection; an invoice issued meanwhile would look like a stranger's.
  var ledger: LedgerFacts
  /// Of after it.
  var recordsAfter: [Series: SeriesRecord]
  /// Other accounts of the settings with the same token.
  var sharingToken: [AccountID] = []

  enum Inspected: Sendable {
    case known(AccountInspection)
    /// Why it wasn't asked.
    case skipped(BilingualText)
  }

  var warehousesWanted: Set<String> {
    shops.values.reduce(into: []) { $0.formUnion($1.warehouses) }
  }

  var seriesWanted: Set<String> {
    shops.values.reduce(into: []) { $0.formUnion($1.invoicing.allSeries) }
  }
  var receiptSeriesWanted: Set<String> {
    Set(shops.values.flatMap(\.invoicing.receiptSeries))
  }
  var proformaSeriesWanted: Set<String> {
    Set(shops.values.flatMap(\.invoicing.proformaSeries))
  }
  var needs: OrderNeeds { ledger.needs[id] ?? OrderNeeds() }
}
