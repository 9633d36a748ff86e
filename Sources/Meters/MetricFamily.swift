/// One metric with all its values, as Prometheus is told of it.
public struct MetricFamily: Sendable, Equatable {
  public enum Kind: String, Sendable { case counter, gauge, histogram }

  public struct Sample: Sendable, Equatable {
    /// What follows the metric's name, such as `_bucket`.
    public var suffix = ""
    public var labels: [Label] = []
    public var value: Double

    public init(_ value: Double, labels: [Label] = [], suffix: String = "") {
      self.suffix = suffix
      self.labels = labels
      self.value = value
    }
  }

  public struct Label: Sendable, Equatable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public let name: String
  /// One sentence.
  public let help: String
  public let kind: Kind
  public let samples: [Sample]

  public init(_ name: String, _ help: String, _ kind: Kind, _ samples: [Sample]) {
    self.name = name
    self.help = help
    self.kind = kind
    self.samples = samples
  }

  /// A number of this moment.
  public static func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
    MetricFamily(name, help, .gauge, [Sample(value)])
  }

  /// A number of this moment for each value of a label.
  public static func gauge(_ name: String, _ help: String, _ samples: [Sample]) -> MetricFamily {
    MetricFamily(name, help, .gauge, samples)
  }
}
