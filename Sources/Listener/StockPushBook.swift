import Domain
import Signatures

/// Who may push stock, and which shops hear of it.
public struct StockPushBook: Sendable {
  public struct Entry: Sendable {
    public var token: BearerToken
    /// Those of the account that have a stock.
    public var shops: [ShopID]

    public init(token: BearerToken, shops: [ShopID]) {
      self.token = token
      self.shops = shops
    }
  }

  private let entries: [AccountID: Entry]
  /// Compared with in vain, for an account that there is not.
  private let decoy = BearerToken("nobody has this token")

  public init(_ entries: [AccountID: Entry] = [:]) { self.entries = entries }

  /// Nil, after as long a time, where the account is unknown or the token isn't its.
  func shops(of account: AccountID, authorization: String?) -> [ShopID]? {
    let entry = entries[account]
    let isShown = (entry?.token ?? decoy).isShown(by: authorization)
    return isShown ? entry?.shops : nil
  }
}
