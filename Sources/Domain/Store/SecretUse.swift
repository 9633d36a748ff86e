/// When a delivery was last signed with one of a shop's secrets.
public struct SecretUse: Codable, Sendable, Hashable {
  public let shop: ShopID
  /// Names the secret without telling anything of it.
  public let fingerprint: String
  public let lastAt: Timestamp

  public init(shop: ShopID, fingerprint: String, lastAt: Timestamp) {
    self.shop = shop
    self.fingerprint = fingerprint
    self.lastAt = lastAt
  }
}
