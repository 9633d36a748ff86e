/// What was put right in an order before it was invoiced, as it was certain; kept with the invoice,
/// for whoever wonders why it says otherwise than the order.
public struct Mend: Codable, Sendable, Equatable, CustomStringConvertible {
  /// Such as `customer.county`.
  public var field: String
  /// What stood there; nil where nothing did, and ``hidden`` where it isn't to be shown.
  public var was: String?
  public var became: String

  /// Stands for what is a person's own, such as a CNP.
  public static let hidden = "***"

  public init(_ field: String, was: String?, became: String) {
    self.field = field
    self.was = was
    self.became = became
  }

  public var description: String { "\(field): \(was.map { "“\($0)”" } ?? "–") → “\(became)”" }
}
