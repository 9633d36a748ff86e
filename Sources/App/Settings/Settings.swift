import Domain
import Listener
import Signatures
import SmartBill

/// What one settings file says, every value checked.
struct Settings: Sendable {
  var database: DatabaseLocation
  var listen: ListenAddress
  var admin = AdminSettings()
  var log: LogSettings
  var keep = KeepSettings()
  /// nil where there are no links to documents.
  var documents: DocumentSettings?
  var accounts: [AccountID: SmartBillAccount]
  /// Each names an account that is among `accounts`.
  var shops: [ShopID: ShopSettings]
  /// What SmartBill shows when it pushes stock that has moved, by account.
  var stockPushTokens: [AccountID: BearerToken] = [:]
}

extension Settings {
  /// Who may push stock, and which shops hear of it.
  var stockPushes: StockPushBook {
    StockPushBook(
      stockPushTokens.reduce(into: [:]) { entries, account in
        let shops = shops.filter { $0.value.account == account.key && $0.value.stock != nil }
        entries[account.key] = StockPushBook.Entry(
          token: account.value, shops: shops.keys.sorted())
      })
  }

  /// What the handlers must know of each shop.
  var policies: [ShopID: ShopPolicy] {
    shops.reduce(into: [:]) { policies, entry in
      let (id, shop) = entry
      guard let account = accounts[shop.account] else { return }
      var policy = ShopPolicy(
        shop: id, account: shop.account,
        series: Series(cif: account.cif, name: shop.invoicing.series),
        trigger: shop.invoicing.trigger, statuses: shop.invoicing.statuses,
        delayedAfter: shop.invoicing.delayedAfter, payments: shop.invoicing.payments,
        cancel: shop.invoicing.cancel, stock: shop.stock)
      policy.terms = shop.invoicing.model.terms
      policy.mail = shop.invoicing.model.mail
      policy.cancelStatuses = shop.invoicing.cancelStatuses
      policy.wait = shop.invoicing.model.wait
      policy.monthEnd = shop.invoicing.monthEnd
      policy.rules = shop.invoicing.rules
      policy.proformaSeries = shop.invoicing.model.proformaSeries.map {
        Series(cif: account.cif, name: $0)
      }
      policy.isDraft = shop.invoicing.isDraft
      policy.zeroTotal = shop.invoicing.zeroTotal
      policies[id] = policy
    }
  }

  /// Every series that an invoice may be issued in, each once, by name.
  var allSeries: [Series] {
    policies.values.reduce(into: Set()) { $0.formUnion($1.allSeries) }
      .sorted { ($0.cif, $0.name) < ($1.cif, $1.name) }
  }
}
