/// A secret that must be sent as it is, such as an account's token; it never prints.
struct SecretText: Sendable, CustomStringConvertible, CustomReflectable {
  /// The secret itself, for the one place that sends it.
  let revealed: String

  init(_ text: String) { revealed = text }

  var description: String { "SecretText(redacted)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
