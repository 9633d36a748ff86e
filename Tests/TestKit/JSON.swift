import Foundation

/// A JSON value to look into: `json["orders"][0]["id"].string`.
public struct JSON: Equatable, @unchecked Sendable, CustomStringConvertible {
  private let value: Any?

  private init(value: Any?) { self.value = value is NSNull ? nil : value }

  public init(_ bytes: some Sequence<UInt8>) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  public init(_ text: String) throws { try self.init(Array(text.utf8)) }

  public static let null = JSON(value: nil)

  public subscript(key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }

  public subscript(index: Int) -> JSON {
    let list = array
    return list.indices.contains(index) ? list[index] : JSON(value: nil)
  }

  public var array: [JSON] { (value as? [Any])?.map(JSON.init(value:)) ?? [] }
  public var string: String? { value as? String }
  public var int: Int? { (value as? NSNumber)?.intValue }
  public var bool: Bool? { value as? Bool }
  public var isNull: Bool { value == nil }

  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left.value, right.value) {
    case (nil, nil): true
    case (let left?, let right?): (left as? NSObject) == (right as? NSObject)
    default: false
    }
  }

  /// With sorted keys, for messages and comparisons.
  public var description: String {
    guard let value else { return "null" }
    let data = try? JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }
}
