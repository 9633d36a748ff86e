/// What the service says of itself to those who watch it.
public protocol SelfReport: Sendable {
  /// Whether the process turns. If it doesn't, only a restart helps.
  func liveness() async -> Health

  /// Whether events may be sent here now.
  func readiness() async -> Health

  /// All metrics, in Prometheus' text format; without those of the store if it can't be asked.
  func metrics() async -> String

  /// How everything stands, as one JSON document; nil if the store can't be asked.
  func status() async -> [UInt8]?
}

/// Whether all is well, and if not, why.
public struct Health: Codable, Sendable, Equatable {
  public struct Reason: Codable, Sendable, Equatable {
    /// A word for programs.
    public let code: String
    /// A sentence for a person.
    public let text: String

    public init(_ code: String, _ text: String) {
      self.code = code
      self.text = text
    }
  }

  /// None where all is well.
  public let reasons: [Reason]

  public init(_ reasons: [Reason]) { self.reasons = reasons }

  public var isGood: Bool { reasons.isEmpty }
}
