import Synchronization

/// Counts what happened since the start, by the values of its labels.
///
/// Whoever counts bounds the values: names of the settings and words of closed lists, never an
/// order's or a stranger's.
public final class Counter: Sendable {
  public let name: String
  public let help: String
  public let labels: [String]
  private let counts: Mutex<[[String]: Int]>

  /// - Parameter labels: without any it is shown from the start, at 0.
  public init(_ name: String, _ help: String, labels: String...) {
    self.name = name
    self.help = help
    self.labels = labels
    counts = Mutex(labels.isEmpty ? [[]: 0] : [:])
  }

  /// - Parameter values: one for each label.
  public func rise(_ values: String..., by count: Int = 1) {
    precondition(values.count == labels.count, "\(name) has \(labels.count) labels")
    counts.withLock { $0[values, default: 0] += count }
  }

  /// Of all whose labels have these values.
  public func total(where wanted: [String: String] = [:]) -> Int {
    counts.withLock { counts in
      counts.reduce(0) { total, entry in
        let isWanted = zip(labels, entry.key).allSatisfy { label, value in
          wanted[label].map { $0 == value } ?? true
        }
        return isWanted ? total + entry.value : total
      }
    }
  }

  var family: MetricFamily {
    let counts = counts.withLock(\.self).sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let samples = counts.map { values, count in
      MetricFamily.Sample(
        Double(count), labels: zip(labels, values).map { MetricFamily.Label($0, $1) })
    }
    return MetricFamily(name, help, .counter, samples)
  }
}
