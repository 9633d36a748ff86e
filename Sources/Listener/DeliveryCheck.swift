/// A delivery that only asks whether its signature is good: it is judged as any other, and nothing of
/// it is kept.
///
/// Known by its first bytes, so that no body is parsed here.
public enum DeliveryCheck {
  public static let type = "punte.check"
  private static let start = Array(#"{"type":"punte.check""#.utf8)

  public static let body = start + Array("}".utf8)

  static func isCheck(_ body: [UInt8]) -> Bool { body.starts(with: start) }
}
