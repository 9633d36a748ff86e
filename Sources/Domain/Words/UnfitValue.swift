/// Why a value can't be what it stands for, in words that may be shown: they say what is allowed and
/// never repeat what was found.
public struct UnfitValue: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
}

extension DecodingError {
  /// What refuses a value: only the `UnfitValue` in it may be shown, for the texts that decoders
  /// write of their own accord can repeat the value.
  public static func unfit(
    _ text: String, in container: any SingleValueDecodingContainer
  ) -> DecodingError {
    .dataCorrupted(
      Context(
        codingPath: container.codingPath, debugDescription: text,
        underlyingError: UnfitValue(description: text)))
  }

  public static func unfit<Key: CodingKey>(
    _ text: String, forKey key: Key, in container: KeyedDecodingContainer<Key>
  ) -> DecodingError {
    .dataCorrupted(
      Context(
        codingPath: container.codingPath + [key], debugDescription: text,
        underlyingError: UnfitValue(description: text)))
  }
}
