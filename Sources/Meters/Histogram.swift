import Synchronization

/// How long things took since the start, by the values of its labels.
public final class Histogram: Sendable {
  public let name: String
  public let help: String
  public let labels: [String]
  /// Upper bounds in seconds, rising.
  private let bounds: [Double]
  private let observed: Mutex<[[String]: Observed]>

  private struct Observed {
    /// Of each bound, those alone that the bound before it doesn't hold; at the end those beyond.
    var counts: [Int]
    var sum = 0.0
  }

  /// - Parameters:
  ///   - bounds: upper bounds in seconds, rising.
  ///   - labels: without any it is shown from the start.
  public init(_ name: String, _ help: String, bounds: [Double], labels: String...) {
    self.name = name
    self.help = help
    self.labels = labels
    self.bounds = bounds
    observed = Mutex(
      labels.isEmpty ? [[]: Observed(counts: Array(repeating: 0, count: bounds.count + 1))] : [:])
  }

  /// - Parameter values: one for each label.
  public func observe(_ duration: Duration, _ values: String...) {
    precondition(values.count == labels.count, "\(name) has \(labels.count) labels")
    let seconds = duration.inSeconds
    let index = bounds.firstIndex { seconds <= $0 } ?? bounds.count
    observed.withLock { observed in
      var own = observed[values] ?? Observed(counts: Array(repeating: 0, count: bounds.count + 1))
      own.counts[index] += 1
      own.sum += seconds
      observed[values] = own
    }
  }

  var family: MetricFamily {
    let observed = observed.withLock(\.self).sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return MetricFamily(
      name, help, .histogram, observed.flatMap { values, own in samples(values, own) })
  }

  private func samples(_ values: [String], _ own: Observed) -> [MetricFamily.Sample] {
    let labels = zip(labels, values).map { MetricFamily.Label($0, $1) }
    var count = 0
    var samples = zip(bounds + [.infinity], own.counts).map { bound, more in
      count += more
      return MetricFamily.Sample(
        Double(count), labels: labels + [.init("le", MetricText.number(bound))], suffix: "_bucket")
    }
    samples.append(.init(own.sum, labels: labels, suffix: "_sum"))
    samples.append(.init(Double(count), labels: labels, suffix: "_count"))
    return samples
  }
}

extension Duration {
  public var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
