import FoundationEssentials

/// An id that a shop gives to what is its own. It becomes part of keys, of the reference on the
/// invoice, and of what is printed and logged.
public protocol ShopGivenID: Identifier {}

extension ShopGivenID {
  /// Takes a text; and a JSON integer, as its exact digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.init(text)
    } else if let number = try? container.decode(Decimal.self) {
      self.init(try ShopGivenNumber.digits(of: number, in: container))
    } else {
      self.init(try container.decode(String.self))
    }
  }

  /// Why no event may bring it, in words that may be shown; nil if one may.
  ///
  /// What can't be seen could be lost on its way into SmartBill, and then the reference isn't found;
  /// and two ids that look the same would be two orders, each with an invoice of its own.
  public var fault: String? {
    let scalars = rawValue.unicodeScalars
    let lengths = ShopGivenNumber.lengths
    guard lengths.contains(scalars.prefix(lengths.upperBound + 1).count) else {
      return "has not \(lengths.lowerBound) to \(lengths.upperBound) characters"
    }
    guard !scalars.contains(where: \.isUnseen) else {
      return "has a control character, or another that can't be seen"
    }
    return [scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
      ? "begins or ends with white space" : nil
  }
}

/// The bounds of ids.
enum ShopGivenNumber {
  /// In Unicode characters, as JSON Schema counts them: 400 bytes at the most.
  static let lengths = 1...100
  /// `Decimal` holds 38 digits: with fewer none is lost.
  private static let digitsMax = 37

  static func digits(
    of number: Decimal, in container: any SingleValueDecodingContainer
  ) throws -> String {
    let digits = "\(number)"
    guard !digits.contains("."), !number.isNaN else {
      throw DecodingError.unfit("is neither a string nor an integer", in: container)
    }
    guard digits.utf8.drop(while: { $0 == UInt8(ascii: "-") }).count <= digitsMax else {
      throw DecodingError.unfit(
        "is an integer of more than \(digitsMax) digits: only as a string is it exact",
        in: container)
    }
    return digits
  }
}
