/// An account's API token, which never prints.
public struct SmartBillToken: Sendable, Hashable {
  let text: String

  /// Trimmed: a token pasted with a line break would be refused (`smartbill-api.md` §2).
  public init(_ text: String) {
    self.text = text.trimmed
  }
}

extension SmartBillToken: CustomStringConvertible, CustomReflectable {
  public var description: String { "SmartBillToken(redacted)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
