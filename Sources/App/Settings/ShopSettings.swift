import Domain
import Shops
import Signatures
import SmartBill

/// A shop: how it proves what it says, where it is told what became of it, what it wants.
struct ShopSettings: Sendable {
  var account: AccountID
  var signature: SignatureSettings
  var callback: String
  /// Sign the callbacks, each that is live; the newest first.
  var callbackSecrets: [KeptSecret]
  var allowsPrivateAddresses: Bool
  var invoicing: InvoicingSettings
  /// Nil where the shop has the invoicing module alone.
  var stock: StockPolicy?

  static let keys = [
    "account", "signature", "callback", "callback_secret", "callback_private_addresses",
    "invoicing", "products", "stock",
  ]
}

extension ShopSettings {
  /// - Parameter accounts: those of the file that could be read.
  init?(_ section: SettingsSection, accounts: [AccountID: SmartBillAccount]) {
    let account = section.requiredText("account").map { AccountID($0) }
    let signature = section.requiredSection("signature", keys: SignatureSettings.keys)
      .flatMap { SignatureSettings($0) }
    let allowsPrivate = section.flag("callback_private_addresses", default: false)
    let callback = section.required("callback") { (text: String) throws(SettingsComplaint) in
      try WebAddress.callback(text, allowsPrivate: allowsPrivate)
    }
    let ownSecrets = section.secrets(
      of: "callback_secret", as: SignatureSettings.standardSecret)
    let products = section.section("products", keys: ProductSettings.keys)
      .map { ProductSettings($0) }
    let invoicing =
      section.requiredSection(
        "invoicing", keys: InvoicingSettings.keys, laterKeys: InvoicingSettings.laterKeys
      )
      .flatMap {
        InvoicingSettings($0, of: account.flatMap { accounts[$0] }, products: products)
      }
    let stock = section.section("stock", keys: StockSettings.keys)
      .flatMap {
        StockSettings.policy($0, identifiedBy: products?.terms.identifiedBy ?? .code)
      }
    if let signature, signature.scheme != .standardWebhooks, section.node("callback_secret") == nil
    {
      section.report(
        SettingsComplaint(
          .missing("callback_secret"),
          remedy: .both(
            "adăugați-o: notificările se semnează după Standard Webhooks, oricare ar fi schema "
              + "magazinului",
            "add it: callbacks are signed by Standard Webhooks, whatever the shop's scheme")))
      return nil
    }
    let callbackSecrets =
      ownSecrets.isEmpty
      ? signature?.secrets ?? []
      : SignatureSettings.checked(ownSecrets, section, key: "callback_secret")
    guard let account, let signature, let callback, let invoicing, !callbackSecrets.isEmpty
    else { return nil }
    self.init(
      account: account, signature: signature, callback: callback, callbackSecrets: callbackSecrets,
      allowsPrivateAddresses: allowsPrivate, invoicing: invoicing, stock: stock)
  }
}

extension ShopSettings {
  /// Those that goods are taken from, and those whose stock the shop is told.
  var warehouses: Set<String> {
    Set(invoicing.models.compactMap(\.terms.warehouse)).union(stock?.warehouses ?? [])
  }

  func endpoint(of id: ShopID, signer: Signer) -> ShopEndpoint {
    ShopEndpoint(
      shop: id, callbackURL: callback, signer: signer,
      allowsPrivateAddresses: allowsPrivateAddresses)
  }
}
