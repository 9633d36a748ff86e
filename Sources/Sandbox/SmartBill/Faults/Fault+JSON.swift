extension Fault {
  /// Why a posted fault can't be taken.
  struct Mistake: Error, Equatable {
    var text: String
  }

  static let shape = JSONShape.object([
    "fault": .string, "endpoint": .string, "times": .integer, "after": .integer,
    "every": .integer, "commit": .boolean,
    "delay_ms": .integer, "late": .boolean, "text": .string, "holding": .string,
  ])

  /// Reads `{"fault": "drop_after_commit", "endpoint": "invoice", "times": 1}`.
  init(_ object: JSONObject, endpoints: Set<String>) throws(Mistake) {
    guard let name = object["fault"]?.text, let kind = Kind(rawValue: name) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Mistake(text: "fault must be one of: \(kinds)")
    }
    self.kind = kind
    if let name = object["endpoint"]?.text, name != "any" {
      guard endpoints.contains(name) else {
        let names = endpoints.sorted().joined(separator: ", ")
        throw Mistake(text: "endpoint must be any, or one of: \(names)")
      }
      endpoint = name
    }
    every = object["every"]?.integer ?? every
    after = object["after"]?.integer ?? after
    guard (1...Self.timesMax).contains(every), (0...Self.timesMax).contains(after) else {
      throw Mistake(text: "after may be 0, every 1, both at most \(Self.timesMax)")
    }
    // Every so many calls, until cleared, unless told how often.
    times = object["times"]?.integer ?? (every > 1 ? Self.timesMax : times)
    guard (1...Self.timesMax).contains(times) else {
      throw Mistake(text: "times must be between 1 and \(Self.timesMax)")
    }
    delayMilliseconds = object["delay_ms"]?.integer ?? delayMilliseconds
    guard (0...Self.delayMillisecondsMax).contains(delayMilliseconds) else {
      throw Mistake(text: "delay_ms must be between 0 and \(Self.delayMillisecondsMax)")
    }
    commits = object["commit"]?.truth ?? commits
    isLate = object["late"]?.truth ?? isLate
    text = object["text"]?.text ?? text
    holding = object["holding"]?.text ?? holding
  }

  var json: JSONValue {
    [
      "fault": .string(kind.rawValue), "endpoint": .string(endpoint ?? "any"),
      "times": .integer(times), "after": .integer(after), "every": .integer(every),
      "calls_seen": .integer(callsSeen), "commit": .boolean(commits),
      "delay_ms": .integer(delayMilliseconds), "late": .boolean(isLate), "text": .string(text),
      "holding": .string(holding),
    ]
  }
}
