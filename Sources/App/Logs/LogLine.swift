import Domain
import Logging

/// One line of the log, not yet written.
struct LogLine: Sendable {
  let at: Timestamp
  let level: Logger.Level
  let message: String
  /// Sorted by key, so that a line looks the same each time.
  let fields: [(key: String, value: String)]

  /// A line must stay one write, and a person must see its end.
  static let valueScalarsMax = 300
  static let fieldsMax = 32

  init(
    at: Timestamp, level: Logger.Level, message: String, metadata: Logger.Metadata,
    error: (any Error)? = nil
  ) {
    self.at = at
    self.level = level
    self.message = Printable.text(message)
    var metadata = metadata
    if let error { metadata["error"] = "\(error)" }
    fields = metadata.sorted { $0.key < $1.key }
      .prefix(Self.fieldsMax)
      .map { key, value in
        (
          Printable.text(key, scalarsMax: Self.valueScalarsMax),
          Printable.text(value.description, scalarsMax: Self.valueScalarsMax)
        )
      }
  }

  func text(in format: LogFormat) -> String {
    switch format {
    case .human: humanText
    case .json: jsonText
    }
  }

  /// `2026-11-23T10:00:00.000Z info  invoice issued number=0042 series=FCT`
  private var humanText: String {
    let level = level.rawValue.padded(to: Logger.Level.nameCharactersMax)
    return (["\(at)", level, message] + fields.map { "\($0.key)=\(Self.quoted($0.value))" })
      .joined(separator: " ")
  }

  private static let quotedBytes = Array("\"=".utf8)

  /// A value that could be read in two ways stands in quotes, and so does what isn't ASCII.
  private static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !quotedBytes.contains($0) }
    return isPlain && !value.isEmpty ? value : "\"\(value.replacing("\"", with: "\\\""))\""
  }

  /// Fields stand in an object of their own: none can pass for the time or the level.
  private var jsonText: String {
    var members = [
      ("time", "\(at)"), ("level", level.rawValue), ("message", message),
    ].map { "\(Self.json($0)):\(Self.json($1))" }
    if !fields.isEmpty {
      let object = fields.map { "\(Self.json($0.key)):\(Self.json($0.value))" }
      members.append("\"fields\":{\(object.joined(separator: ","))}")
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// Controls were escaped before, so only the two that JSON itself uses are left.
  private static func json(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Logger.Level {
  /// Of `critical`.
  fileprivate static let nameCharactersMax = 8
}
