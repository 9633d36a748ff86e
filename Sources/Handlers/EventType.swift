import Domain

/// The type of an event, for whoever must know it before the event is handled.
public enum EventType {
  /// As the handlers will read it; nil where they can't.
  public static func read(_ body: [UInt8]) -> String? {
    guard let text = try? EventText(body) else { return nil }
    return try? EventReading.read(EventHead.self, from: text).get().type
  }
}
