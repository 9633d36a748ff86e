/// How a line of the log looks.
enum LogFormat: String, Sendable, CaseIterable {
  /// For a person at a terminal.
  case human
  /// For a program: one JSON object a line.
  case json
}
