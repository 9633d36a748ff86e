/// A name that means one kind of thing, so that a shop is never passed where an order is meant.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible, ExpressibleByStringLiteral
where RawValue == String {
  init(_ rawValue: String)
}

extension Identifier {
  public init(rawValue: String) { self.init(rawValue) }
  public init(stringLiteral value: String) { self.init(value) }
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
  public var description: String { rawValue }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A shop's name in the settings, and the last part of its webhook address.
public struct ShopID: Identifier {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A SmartBill account's name in the settings.
public struct AccountID: Identifier {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The signed `webhook-id`, or the digest of the body for schemes without one. Unique in a shop.
///
/// An event that Punte itself makes has an origin of its own in its id, which no shop can send: so a
/// shop can neither take such an id nor make such an event.
public struct EventID: Identifier {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Of an event that Punte itself makes.
  public static func inside(_ name: String) -> Self { Self(insidePrefix + name) }

  /// As a shop sent it. One that looks like an inside event's is kept under another name; no two
  /// become the same.
  public init(ofShop text: String) {
    var core = Substring(text)
    while core.hasPrefix(Self.shopPrefix) { core = core.dropFirst(Self.shopPrefix.count) }
    self.init(core.hasPrefix(Self.insidePrefix) ? Self.shopPrefix + text : text)
  }

  public var isInside: Bool { rawValue.hasPrefix(Self.insidePrefix) }

  private static let insidePrefix = "punte:"
  private static let shopPrefix = "shop:"
}

/// An order's id, as its shop writes it. Unique in a shop.
public struct OrderID: ShopGivenID {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}
