import Domain
import Signatures

/// Where and how a shop is told what became of its orders.
public struct ShopEndpoint: Sendable {
  public var shop: ShopID
  /// The one URL that is ever called for the shop.
  public var callbackURL: String
  public var signer: Signer
  /// For a shop in the same house: others may not make Punte call into its network.
  public var allowsPrivateAddresses: Bool
  /// Of one delivery, connecting included; a shop needs only to store the notice.
  public var timeout: Duration

  public init(
    shop: ShopID, callbackURL: String, signer: Signer, allowsPrivateAddresses: Bool = false,
    timeout: Duration = .seconds(15)
  ) {
    self.shop = shop
    self.callbackURL = callbackURL
    self.signer = signer
    self.allowsPrivateAddresses = allowsPrivateAddresses
    self.timeout = timeout
  }
}
