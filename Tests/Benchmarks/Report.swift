import Foundation

/// One figure, beside what it is a ratio of.
struct Figure: Codable {
  let name: String
  let value: Double
  let unit: String
  /// Of the same run; nil where the figure is an absolute one.
  var baseline: Double?
  var baselineName: String?
  /// At the least, or at the most, of the ratio, or else of the value.
  var atLeast: Double?
  var atMost: Double?
  var note: String?

  var ratio: Double? { baseline.map { value / $0 } }

  var isMet: Bool? {
    let measured = ratio ?? value
    if let atLeast { return measured >= atLeast }
    if let atMost { return measured <= atMost }
    return nil
  }
}

/// Prints figures as they come.
struct Report {
  let options: BenchOptions

  func begin(_ title: String, in folder: URL) throws {
    let machine = try Machine.describe(folder: folder)
    if options.json {
      try print(line: ["bench": title, "machine": machine.text])
    } else {
      say("\(title)\n  \(machine.text)")
    }
  }

  func add(_ figure: Figure) throws {
    guard !options.json else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return say(String(decoding: try encoder.encode(figure), as: UTF8.self))
    }
    var line = "  \(Self.padded(figure.name, 46)) \(Self.number(figure.value)) \(figure.unit)"
    if let baseline = figure.baseline, let ratio = figure.ratio {
      line +=
        ", \(String(format: "%.3f", ratio)) of \(Self.number(baseline))"
        + " (\(figure.baselineName ?? "the baseline"))"
    }
    if let isMet = figure.isMet {
      let bound =
        figure.atLeast.map { "at least \(Self.number($0))" }
        ?? figure.atMost.map { "at most \(Self.number($0))" } ?? ""
      line += options.smoke ? "" : " \(isMet ? "✓" : "✗") \(bound)"
    }
    say(line + (figure.note.map { "; \($0)" } ?? ""))
  }

  private func print(line: [String: String]) throws {
    say(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
  }

  /// At once, for whoever waits before a pipe.
  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func number(_ value: Double) -> String {
    value >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
  }
}
