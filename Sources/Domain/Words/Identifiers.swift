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
public struct EventID: Identifier {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// An order's id, as its shop writes it. Unique in a shop.
public struct OrderID: ShopGivenID {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}
