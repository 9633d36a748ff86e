/// What tells our document from any other: printed on it, and unique by shop, order and revision.
///
/// A PDF's text is wrapped and hyphenated as its renderer likes; so a reference holds no white
/// space and no hyphen but the space that it is known with, and says itself where it ends.
public struct InvoiceReference: Codable, Sendable, Hashable, Comparable, CustomStringConvertible {
  /// `[PUNTE magazin/1001/0]`; of another kind than an invoice `[PUNTE magazin/1001/proforma/0]` or
  /// `[PUNTE magazin/1001/refund/R7/0]`. It is without the tag that it is printed with.
  public let text: String
  /// Whether this ledger printed it: it is the ledger's own, or it was read with the right tag.
  ///
  /// What isn't genuine may have been printed by a stranger, by an older Punte, or by one whose
  /// database is lost. It may be ours, and proves nothing.
  public let isGenuine: Bool

  public init(_ key: InvoiceKey) {
    let kind = key.kind == .invoice ? [] : [key.kind.rawValue]
    let item = key.item.isEmpty ? [] : [key.item]
    let names = [key.shop.rawValue, key.order.rawValue] + kind + item
    self.init(inside: (names.map(Self.escaped) + ["\(key.revision)"]).joined(separator: "/"))
  }

  /// As it is kept: one that isn't genuine has a question mark after it.
  public init(from decoder: any Decoder) throws {
    let kept = try decoder.singleValueContainer().decode(String.self)
    isGenuine = !kept.hasSuffix(Self.doubtMark)
    text = isGenuine ? kept : String(kept.dropLast(Self.doubtMark.count))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var description: String { isGenuine ? text : text + Self.doubtMark }

  /// The two ways in which it may be kept.
  public var keptForms: [String] { [text, text + Self.doubtMark] }

  /// What the references of one order's invoices have in common: an order's next invoice has another
  /// revision, and a person makes an invoice of its draft.
  public var family: String {
    let names = names.dropLast()
    return "\(Self.opening) \((isDraft ? names.dropLast() : names).joined(separator: "/"))/"
  }

  public var isDraft: Bool { names.count == 4 && names[2] == InvoiceKey.Kind.draft.rawValue }

  /// The shop, the order, what kind of document of it, and which one.
  private var names: [Substring] {
    text.dropFirst(Self.opening.count + 1).dropLast(Self.closing.count)
      .split(separator: "/", omittingEmptySubsequences: false)
  }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// As it is printed: `[PUNTE magazin/1001/0:483920175526]`; without a seal it has no tag.
  public func printed(sealedBy seal: ReferenceSeal?) -> String {
    guard let seal else { return text }
    return text.dropLast(Self.closing.count) + Self.tagMark + seal.tag(of: text) + Self.closing
  }

  /// As the document bears it that was asked for by this request, or will be: an earlier version
  /// asked for one without a tag.
  public func borne(by request: [UInt8]?, sealedBy seal: ReferenceSeal?) -> String {
    let asked = Self.all(in: String(decoding: request ?? [], as: UTF8.self), sealedBy: seal)
    return asked.contains { $0.text == text && !$0.isGenuine } ? text : printed(sealedBy: seal)
  }

  /// All that stand in a document's text, however its lines are broken. Of one that stands there
  /// several times, the genuine one counts.
  ///
  /// - Parameter seal: without one, those without a tag count as genuine.
  public static func all(
    in text: String, sealedBy seal: ReferenceSeal? = nil
  ) -> Set<InvoiceReference> {
    var references: Set<InvoiceReference> = []
    var rest = text.utf8.filter { !Self.isWhiteSpace($0) }[...]
    while let start = rest.firstRange(of: opening.utf8) {
      rest = rest[start.upperBound...]
      guard let end = rest.prefix(bytesMax).firstIndex(of: closing.utf8.first!) else { continue }
      let reference = Self(
        read: String(decoding: rest[..<end], as: UTF8.self), sealedBy: seal)
      references.insert(reference)
    }
    return references.filter { reference in
      reference.isGenuine || !references.contains(Self(text: reference.text, isGenuine: true))
    }
  }

  /// Whether a text, printed beside a reference, may be read as one.
  public static func mayBeRead(in text: String) -> Bool {
    text.utf8.filter { !isWhiteSpace($0) }.firstRange(of: Array(opening.utf8)) != nil
  }

  private init(text: String, isGenuine: Bool) {
    self.text = text
    self.isGenuine = isGenuine
  }

  private init(inside: String, isGenuine: Bool = true) {
    self.init(text: "\(Self.opening) \(inside)\(Self.closing)", isGenuine: isGenuine)
  }

  /// - Parameter read: what stands between the brackets.
  private init(read: String, sealedBy seal: ReferenceSeal?) {
    guard let mark = read.lastIndex(of: Self.tagMark.first!),
      ReferenceSeal.isTag(read[read.index(after: mark)...])
    else {
      self.init(inside: read, isGenuine: seal == nil)
      return
    }
    let tag = read[read.index(after: mark)...]
    let bare = Self(inside: String(read[..<mark]))
    self.init(text: bare.text, isGenuine: seal?.tag(of: bare.text) == String(tag))
  }

  static let opening = "[PUNTE"
  static let closing = "]"
  /// No name holds it: it would be escaped.
  private static let tagMark = ":"
  private static let doubtMark = "?"
  /// A shop, an order and an item of 100 characters each, four bytes to a character, each byte
  /// escaped.
  static let bytesMax = 4096

  /// All but letters, digits, points and underscores, percent-encoded.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    // A form feed ends a page of text.
    byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte)
  }
}
