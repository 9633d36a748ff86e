import Handlers

/// A delivery that only asks whether its signature is good: it is judged as any other, and nothing of
/// it is kept.
public enum DeliveryCheck {
  public static let type = "punte.check"

  public static let body = Array(#"{"type":"\#(type)"}"#.utf8)

  /// Most bodies can't be of this type, and aren't parsed for it.
  static func isCheck(_ body: [UInt8]) -> Bool {
    mayBeCheck(body) && EventType.read(body) == type
  }

  /// Whether the type stands in the body, or could in escapes.
  private static func mayBeCheck(_ body: [UInt8]) -> Bool {
    body.contains(typeBytes) || body.contains(escape)
  }

  private static let typeBytes = Array(type.utf8)
  private static let escape = Array(#"\u"#.utf8)
}
