/// A word out of a closed list, as it stands in an event.
///
/// What is not in the list is refused by naming the list. The standard library's own decoding would
/// repeat what it found, and that may be a customer's data.
public protocol ListedWord: RawRepresentable, CaseIterable, Codable, Sendable, Equatable
where RawValue == String {}

extension ListedWord {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let word = Self(rawValue: try container.decode(String.self)) else {
      let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.unfit("is none of: \(words)", in: container)
    }
    self = word
  }
}
