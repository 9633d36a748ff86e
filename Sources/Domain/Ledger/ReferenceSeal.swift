/// Makes the short tag that tells our references from what a stranger writes in a name or a note.
/// Nobody without the ledger's key can make it.
public struct ReferenceSeal: Sendable {
  /// Decimal digits: a font joins none of them, and no template changes their case. One guess in
  /// 10^12 is right, and each guess costs an invoice.
  static let tagDigits = 12
  private static let tagsCount: UInt64 = 1_000_000_000_000

  private let code: @Sendable ([UInt8]) -> [UInt8]

  /// - Parameter code: a message's authentication code, of eight bytes or more.
  public init(code: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.code = code }

  /// - Parameter reference: its text without a tag.
  func tag(of reference: String) -> String {
    let bytes = code(Array(reference.utf8)).prefix(8)
    let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % Self.tagsCount
    let digits = String(number)
    return String(repeating: "0", count: Self.tagDigits - digits.count) + digits
  }

  static func isTag(_ text: Substring) -> Bool {
    text.utf8.count == tagDigits
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
