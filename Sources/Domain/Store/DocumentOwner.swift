/// For whom there may be documents: a call was reserved once.
public struct DocumentOwner: Sendable, Hashable {
  public let shop: ShopID
  public let account: AccountID
  public let cif: String
  public let series: String

  public init(shop: ShopID, account: AccountID, cif: String, series: String) {
    self.shop = shop
    self.account = account
    self.cif = cif
    self.series = series
  }
}
