/// Writes metrics in Prometheus' text format 0.0.4.
public enum MetricText {
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  public static func text(of families: [MetricFamily]) -> String {
    families.map(text).joined()
  }

  private static func text(of family: MetricFamily) -> String {
    let head =
      "# HELP \(family.name) \(helpEscaped(family.help))\n"
      + "# TYPE \(family.name) \(family.kind.rawValue)\n"
    return family.samples.reduce(into: head) { text, sample in
      text +=
        family.name + sample.suffix + labels(sample.labels) + " " + number(sample.value) + "\n"
    }
  }

  private static func labels(_ labels: [MetricFamily.Label]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { "\($0.name)=\"\(valueEscaped($0.value))\"" }
    return "{" + pairs.joined(separator: ",") + "}"
  }

  /// Whole numbers without a fraction, and what is none by the format's own names.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  private static func helpEscaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  private static func valueEscaped(_ text: String) -> String {
    helpEscaped(text).replacing("\"", with: "\\\"")
  }
}
