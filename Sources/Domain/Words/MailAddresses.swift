/// To whom a mail goes: one or more addresses, between commas as a shop and SmartBill write them.
public struct MailAddresses: Sendable, Equatable {
  /// More would be a mailing, and no mail about one order.
  public static let countMax = 10
  /// Of one address (RFC 5321 §4.5.3.1.3, without the angle brackets).
  public static let addressBytesMax = 254
  /// Before the `@` (RFC 5321 §4.5.3.1.1).
  static let localBytesMax = 64

  public let list: [String]

  /// nil unless each address may be one: `name@host.example`, ASCII, without a display name.
  public init?(_ text: String) {
    // A bound on the work, before the text is taken apart.
    guard text.utf8.count <= (Self.addressBytesMax + 2) * Self.countMax else { return nil }
    let list = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    guard list.count <= Self.countMax, list.allSatisfy(Self.isPlausible) else { return nil }
    self.list = list
  }

  /// Whether a text is one address and nothing else, as a customer's is.
  public static func isOne(_ text: String) -> Bool { MailAddresses(text)?.list.count == 1 }

  /// As SmartBill takes them.
  public var text: String { list.joined(separator: ",") }

  /// Whether a mail server could take it; whether it exists, only a mail tells.
  private static func isPlausible(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard address.utf8.count <= addressBytesMax, parts.count == 2 else { return false }
    let (local, labels) = (
      parts[0], parts[1].split(separator: ".", omittingEmptySubsequences: false)
    )
    guard (1...localBytesMax).contains(local.utf8.count), local.allSatisfy(isLocal),
      labels.count >= 2
    else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-" && label.allSatisfy(isHost)
    }
  }

  private static func isHost(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-")
  }

  private static func isLocal(_ character: Character) -> Bool {
    isHost(character) || ".!#$%&'*+/=?^_`{|}~".contains(character)
  }
}

extension MailAddresses: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let addresses = Self(try container.decode(String.self)) else {
      throw DecodingError.unfit(
        "is not 1 to \(Self.countMax) e-mail addresses between commas", in: container)
    }
    self = addresses
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
