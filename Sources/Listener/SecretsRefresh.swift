import Domain

/// What came of reading the shops' secrets again: the answer to `POST /secrets`.
public struct SecretsRefresh: Codable, Sendable, Equatable {
  public struct Change: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
      case added, removed
      /// Its `not_after` is another.
      case ends
    }

    public let shop: ShopID
    public let fingerprint: String
    public let kind: Kind

    public init(shop: ShopID, fingerprint: String, kind: Kind) {
      self.shop = shop
      self.fingerprint = fingerprint
      self.kind = kind
    }
  }

  public let changes: [Change]
  /// What else differs in the settings, by its key, and counts only after a restart.
  public let restart: [String]
  /// Why nothing was changed; nil where the settings could be read.
  public let problem: String?

  public init(changes: [Change] = [], restart: [String] = [], problem: String? = nil) {
    self.changes = changes
    self.restart = restart
    self.problem = problem
  }
}
