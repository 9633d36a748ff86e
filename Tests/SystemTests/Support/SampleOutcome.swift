import Domain
import Foundation
import TestKit

/// What came of a sample, in the words of its folder's files.
struct SampleOutcome {
  /// As `punte events list` shows it; nil where nothing was stored.
  let event: JSON?
  /// Those that came of it, besides handling it.
  let jobs: [JSON]
  /// The calls that change something at SmartBill.
  let requests: ArraySlice<JSON>
  /// As the shop's report has them.
  let callbacks: ArraySlice<JSON>
  /// The shop's products that are others than before.
  let shelf: [JSON]

  /// Each file's name and text; nil where there is to be no such file.
  var files: [(name: String, text: String?)] {
    get throws {
      [
        ("event.json", try event.map { try text(handled($0)) }),
        ("smartbill.json", requests.isEmpty ? nil : try text(requests.map(request))),
        ("callbacks.json", callbacks.isEmpty ? nil : try text(callbacks.map(callback))),
        ("shelf.json", shelf.isEmpty ? nil : try text(shelf.map(object))),
      ]
    }
  }

  func write(to folder: URL) throws {
    for (name, text) in try files {
      let file = folder.appending(path: name)
      try? FileManager.default.removeItem(at: file)
      try text?.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  private func handled(_ event: JSON) -> [String: Any] {
    var handled: [String: Any] = [
      "state": event["state"].string ?? "",
      "commands": jobs.compactMap { $0["kind"].string }.sorted(),
    ]
    let held = jobs.filter { $0["state"].string == "held" }
      .compactMap { $0["failure"]["code"].string }
    if !held.isEmpty { handled["held"] = held.sorted() }
    for key in ["type", "subject", "note"] { handled[key] = event[key].string }
    if let code = event["failure"]["code"].string {
      handled["failure"] = ["code": code, "detail": event["failure"]["detail"].string]
        .compactMapValues(\.self)
    }
    return handled
  }

  private func request(_ request: JSON) throws -> [String: Any] {
    var kept: [String: Any] = [
      "method": request["method"].string ?? "", "path": request["path"].string ?? "",
    ]
    if let query = request["query"].string, !query.isEmpty { kept["query"] = query }
    if let body = request["body"].string, !body.isEmpty { kept["body"] = try changeless(body) }
    return kept
  }

  private func callback(_ callback: JSON) throws -> Any {
    try changeless(callback["body"].string ?? "")
  }

  private func object(_ value: JSON) throws -> Any { try changeless(value.description) }

  /// What differs from run to run.
  private static let changing: Set = [
    "timestamp", "issueDate", "issued_on", "document_url", "view_url", "edit_url",
  ]

  /// The days that Punte counts from the day of the document that holds them.
  private static let counted: Set = ["dueDate", "deliveryDate"]

  private func changeless(_ body: String) throws -> Any {
    // Each database has tags of its own.
    let untagged = body.replacing(/(\[PUNTE [^\]]*):[0-9]{12}\]/) { "\($0.1)]" }
    return Self.changeless(try JSONSerialization.jsonObject(with: Data(untagged.utf8)))
  }

  private static func changeless(_ value: Any) -> Any {
    switch value {
    case let object as [String: Any]:
      let issuedOn = day(object["issueDate"])
      return Dictionary(
        uniqueKeysWithValues: object.map { key, value in
          (key, changeless(value, of: key, issuedOn: issuedOn))
        })
    case let list as [Any]: return list.map(changeless)
    // The day of the invoice that a refund names.
    case let text as String: return text.replacing(/din \d{4}-\d{2}-\d{2}/, with: "din …")
    default: return value
    }
  }

  private static func changeless(_ value: Any, of key: String, issuedOn: CalendarDay?) -> Any {
    if changing.contains(key), value is String { return "…" }
    if counted.contains(key), let issuedOn, let day = day(value) {
      return "… + \(day.number - issuedOn.number) days"
    }
    return changeless(value)
  }

  private static func day(_ value: Any?) -> CalendarDay? {
    (value as? String).flatMap { CalendarDay($0) }
  }

  private func text(_ value: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    let data = try JSONSerialization.data(withJSONObject: value, options: options)
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
