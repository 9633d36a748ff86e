import Domain

/// A request that was not accepted: what an operator needs to tell a wrong secret from an attack.
public struct RefusedDelivery: Codable, Sendable, Equatable {
  /// Longer than any shop's name in the settings; what is asked for is a stranger's text.
  public static let shopCharactersMax = 64

  public let at: Timestamp
  /// As asked for, cut at 64 characters.
  public let shop: String
  public let reason: RefusalReason
  /// Of the body: as declared, or as read until it was refused.
  public let bytes: Int

  public init(at: Timestamp, shop: String, reason: RefusalReason, bytes: Int) {
    self.at = at
    self.shop = String(shop.unicodeScalars.prefix(Self.shopCharactersMax))
    self.reason = reason
    self.bytes = bytes
  }
}

public enum RefusalReason: String, Codable, Sendable {
  case unknownShop = "unknown_shop"
  /// Signed, and sent to an address that there is not: `shop` is its path.
  case unknownAddress = "unknown_address"
  case forged
  /// Signed with a secret whose `not_after` is past: its sender still uses the old one.
  case retiredSecret = "retired_secret"
  /// Signed too long ago: a late retry under its first time, a replay, or a wrong clock.
  case stale
  /// Signed for a time to come: a clock is wrong.
  case fromTheFuture = "from_the_future"
  /// A signature's header is missing, repeated or not as the scheme has it.
  case malformed
  case tooLarge = "too_large"
  case timedOut = "timed_out"
  case encoded
  /// The bodies of all requests at once took too much memory: a flood, or slow senders.
  case crowded
  /// The body broke off, or isn't HTTP.
  case unreadable
}

/// The last refused deliveries, and how many there were in all since the start.
public struct RefusedListing: Codable, Sendable, Equatable {
  public let count: Int
  /// The newest first.
  public let deliveries: [RefusedDelivery]

  public init(count: Int, deliveries: [RefusedDelivery]) {
    self.count = count
    self.deliveries = deliveries
  }
}
