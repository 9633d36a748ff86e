import Domain
import Foundation
import TestKit

@testable import SmartBill

/// As much of JSON Schema as `events.schema.json` uses.
struct JSONSchema {
  let root: JSONTree
  private let expressions: [String: NSRegularExpression]

  init(root: JSONTree) {
    self.root = root
    let patterns = Set(root.patterns)
    expressions = Dictionary(
      uniqueKeysWithValues: patterns.compactMap { pattern in
        // ECMA's `$` is the end of the text, and never before a last end of line.
        let end = pattern.replacing(/\$(?=$|\)|\|)/, with: "\\z")
        return (try? NSRegularExpression(pattern: end)).map { (pattern, $0) }
      })
  }

  static func ofEvents() throws -> JSONSchema {
    let path = Repository.path("samples/events.schema.json")
    let data = try Data(contentsOf: URL(filePath: path))
    return JSONSchema(root: try JSONDecoder().decode(JSONTree.self, from: data))
  }

  func allows(_ value: JSONTree) -> Bool { allows(value, by: root) }

  func allows(_ value: JSONTree, by schema: JSONTree) -> Bool {
    if case .truth(let allowsAll) = schema { return allowsAll }
    return schema.members.allSatisfy { word, rule in
      allows(value, by: word, rule, beside: schema)
    }
  }

  /// What a reference stands for.
  func resolved(_ schema: JSONTree) -> JSONTree {
    guard case .text(let reference)? = schema["$ref"] else { return schema }
    return resolved(root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? .null)
  }

  private func allows(
    _ value: JSONTree, by word: String, _ rule: JSONTree, beside schema: JSONTree
  ) -> Bool {
    switch (word, value) {
    case ("$ref", _): allows(value, by: resolved(schema))
    case ("type", _): rule.texts.contains(where: value.isOfType)
    case ("const", _): value == rule
    case ("enum", _): rule.elements.contains(value)
    case ("allOf", _): rule.elements.allSatisfy { allows(value, by: $0) }
    case ("anyOf", _): rule.elements.contains { allows(value, by: $0) }
    case ("oneOf", _): rule.elements.count { allows(value, by: $0) } == 1
    case ("not", _): !allows(value, by: rule)
    case ("if", _):
      (schema[allows(value, by: rule) ? "then" : "else"]).map { allows(value, by: $0) } ?? true
    case ("required", .object(let members)): rule.texts.allSatisfy { members[$0] != nil }
    case ("properties", .object(let members)):
      rule.members.allSatisfy { name, rule in members[name].map { allows($0, by: rule) } ?? true }
    case ("items", .list(let list)): list.allSatisfy { allows($0, by: rule) }
    case ("contains", .list(let list)): list.contains { allows($0, by: rule) }
    case ("minItems", .list(let list)): Decimal(list.count) >= rule.decimal
    case ("maxItems", .list(let list)): Decimal(list.count) <= rule.decimal
    case ("minLength", .text(let text)): Decimal(text.unicodeScalars.count) >= rule.decimal
    case ("maxLength", .text(let text)): Decimal(text.unicodeScalars.count) <= rule.decimal
    case ("minimum", .number(let number)): number >= rule.decimal
    case ("maximum", .number(let number)): number <= rule.decimal
    case ("exclusiveMinimum", .number(let number)): number > rule.decimal
    case ("exclusiveMaximum", .number(let number)): number < rule.decimal
    case ("pattern", .text(let text)): rule.texts.allSatisfy { matches(text, $0) }
    case ("format", .text(let text)): rule != .text("date") || CalendarDay(text) != nil
    default: true
    }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = expressions[pattern] else { return false }
    let all = NSRange(location: 0, length: text.utf16.count)
    return expression.firstMatch(in: text, range: all) != nil
  }
}

extension JSONTree {
  subscript(_ name: String) -> JSONTree? { members[name] }

  var members: [String: JSONTree] { if case .object(let members) = self { members } else { [:] } }
  var elements: [JSONTree] { if case .list(let elements) = self { elements } else { [] } }

  /// All that stand in it, at any depth.
  fileprivate var patterns: [String] {
    let own = self["pattern"]?.texts ?? []
    return own + members.values.flatMap(\.patterns) + elements.flatMap(\.patterns)
  }

  /// Itself, or those in it.
  var texts: [String] {
    if case .text(let text) = self { return [text] }
    return elements.flatMap(\.texts)
  }

  var decimal: Decimal { if case .number(let number) = self { number } else { .nan } }

  func isOfType(_ name: String) -> Bool {
    switch self {
    case .null: name == "null"
    case .truth: name == "boolean"
    case .number(let number):
      name == "number" || name == "integer" && !"\(number)".contains(".")
    case .text: name == "string"
    case .list: name == "array"
    case .object: name == "object"
    }
  }

  /// As JSON.
  var json: String {
    switch self {
    case .null: "null"
    case .truth(let truth): "\(truth)"
    case .number(let number): "\(number)"
    case .text(let text): Self.quoted(text)
    case .list(let list): "[" + list.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { Self.quoted($0) + ":" + $1.json }
        .joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
