import Domain
import Foundation
import Handlers
import TestKit
import Testing

@testable import SmartBill

/// The schema that shops are given, and what Punte takes, say the same.
@Suite struct SchemaAgreementTests {
  private static let bodiesPerSeed = 60
  private static let bodiesPerType = 8

  private enum Verdict: Equatable {
    case taken
    /// What stands there can't be taken, whatever the rest says.
    case refused(String)
    /// By what no schema can say: sums, rates of the day, codes, what stands above a line.
    case refusedForTheRest
  }

  /// Reads a body, and puts its order into SmartBill's words.
  private func verdict(on body: JSONTree) -> Verdict {
    let event = Event(
      sequence: 1, shop: "magazin", id: "evt-1", receivedAt: .sample, body: Array(body.json.utf8))
    var policy = ShopPolicy.sample
    policy.stock = StockPolicy(warehouses: ["Depozit"])
    policy.proformaSeries = Series(cif: policy.series.cif, name: "PRO")
    let handling = HandlerTable.handle(event, run: 0, under: policy)
    // An order of 0.00 is read no further.
    if case .skipped = handling.notice?.content { return .refusedForTheRest }
    switch handling.result {
    case .failure(let failure): return verdict(failure)
    case .success(let decision):
      for case .issueInvoice(let issue) in decision.commands {
        let draft = InvoiceDraft(
          key: InvoiceKey(
            account: "firma", shop: "magazin", order: issue.order.id, revision: 0),
          series: .sample, order: issue.order, issuedOn: "2026-11-23")
        do throws(Failure) {
          _ = try InvoicePreparation.standard.prepare(draft)
        } catch {
          return verdict(error)
        }
      }
      return .taken
    }
  }

  private func verdict(_ failure: Failure) -> Verdict {
    let detail = failure.detail ?? ""
    switch failure.code {
    case .eventUnreadable, .orderNotInvoiceable:
      let isOfTheRest = [
        "no line above it", "the lines above it", "covers only empty", "come to nothing",
        "several rates", "comes to more than", "its total is not the order's",
      ].contains(where: detail.contains)
      return isOfTheRest ? .refusedForTheRest : .refused(detail)
    default: return .refusedForTheRest
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `what the schema allows is taken`(seed: UInt64) throws {
    let schema = try JSONSchema.ofEvents()
    var bodies = EventBodies(schema, seed: seed)
    for type in bodies.types {
      for _ in 0..<Self.bodiesPerType {
        let body = try bodies.body(of: type)
        #expect(schema.allows(body), "\(body.json)")
        if case .refused(let detail) = verdict(on: body) {
          Issue.record("\(detail): \(body.json)")
        }
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `what the schema refuses is refused, and what is taken it allows`(seed: UInt64) throws {
    let schema = try JSONSchema.ofEvents()
    var bodies = EventBodies(schema, seed: seed)
    for _ in 0..<Self.bodiesPerSeed {
      let body = bodies.changed(try bodies.body(of: "invoice.issue_requested"))
      switch (schema.allows(body), verdict(on: body)) {
      case (true, .refused(let detail)): Issue.record("\(detail): \(body.json)")
      case (false, .taken) where !Self.hasEmptyLine(body):
        Issue.record("The schema refuses what is taken: \(body.json)")
      default: break
      }
    }
  }

  /// Such a line is nothing, whatever else it says.
  private static func hasEmptyLine(_ body: JSONTree) -> Bool {
    let lines = body["data"]?["order"]?["lines"]?.elements ?? []
    return lines.contains { $0["quantity"].flatMap { Quantity($0.texts.first ?? "") } == .zero }
  }

  /// Texts of the sorts that ids are made of, one by one and as a whole.
  @Test func `the schema and the reader know the same characters as unseen`() throws {
    let schema = try JSONSchema.ofEvents()
    let rule = try #require(schema.root["$defs"]?["id"])
    // All that can be seen, in one text that has no bound of length.
    let pattern = JSONTree.object(["pattern": try #require(rule["pattern"])])
    let all = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }
    var seen = String.UnicodeScalarView()
    seen.append(contentsOf: all.filter { !$0.isUnseen })
    #expect(schema.allows(.text(String(seen)), by: pattern))
    // Planes above the third are unseen as a whole: their ends are enough.
    let unseen = all.filter(\.isUnseen).filter { $0.value <= 0x40000 || $0.value & 0xFFFF < 2 }
    for scalar in unseen where schema.allows(.text("a\(scalar)b"), by: rule) {
      Issue.record("The schema allows U+\(String(scalar.value, radix: 16)) in an id.")
    }
    for space in all.prefix(0x10000).filter({ $0.properties.isWhitespace && !$0.isUnseen }) {
      #expect(!schema.allows(.text("a\(space)"), by: rule) && OrderID("a\(space)").fault != nil)
      #expect(!schema.allows(.text("\(space)a"), by: rule) && OrderID("\(space)a").fault != nil)
      #expect(schema.allows(.text("a\(space)b"), by: rule) && OrderID("a\(space)b").fault == nil)
    }
  }

  /// The cases of shops that the schema and the reader once read otherwise.
  @Test func `a negative fee, a line of nothing and the rate of lei are allowed and taken`() throws
  {
    let schema = try JSONSchema.ofEvents()
    for (line, rate) in [
      (#"{"kind":"fee","name":"Card","price":"-50.00","vat_included":true,"vat_rate":"21"}"#, ""),
      (
        #"{"kind":"product","name":"B","price":"30","vat_included":true,"vat_rate":"21","quantity":"0"}"#,
        ""
      ),
      (
        #"{"kind":"shipping","name":"T","price":"0","vat_included":true,"vat_rate":"21"}"#,
        #","exchange_rate":"1.0000""#
      ),
    ] {
      let json = """
        {"type":"invoice.issue_requested","data":{"order":{"id":1015,"number":"1015",
        "status":"Confirmata","currency":"RON","customer":{"kind":"person","name":"Ana",
        "county":"Cluj","country":""},"lines":[{"kind":"product","name":"Cana","price":"121.00",
        "quantity":"1","vat_included":true,"vat_rate":"21"},\(line)],"total":"\(
          line.contains("-50") ? "71.00" : "121.00")"\(rate)}}}
        """
      let body = try JSONDecoder().decode(JSONTree.self, from: Data(json.utf8))
      #expect(schema.allows(body))
      expectEqual(verdict(on: body), .taken)
    }
  }
}

/// Bodies that a schema allows, and such with one change, from a seed.
private struct EventBodies {
  let schema: JSONSchema
  private var random: SeededNumbers

  struct NoneFound: Error {}

  /// One line in some hundred is allowed, as its parts are drawn.
  private static let tries = 5000

  init(_ schema: JSONSchema, seed: UInt64) {
    self.schema = schema
    random = SeededNumbers(state: seed)
  }

  var types: [String] {
    (schema.root["oneOf"]?.elements ?? []).compactMap {
      $0["properties"]?["type"]?["const"]?.texts.first
    }
  }

  private static let texts = [
    "", " ", "0", "1", "2", "0.00", "1.0", "12.50", "-5.00", "0.0001", "100", "100.00", "21",
    "21.00", "10", "RON", "EUR", "4.97", "1.0000", "Ana", "Cană albă", "\u{200b}", "a\u{0}b",
    "\u{a0}", "D22 ", "\u{a0}D22", "D 22", "D22\u{fe0f}", "D22\u{3164}", "D22\u{e0041}", "\u{2800}",
    "\u{180b}\u{301}", "buc", "Confirmata", "card", "RO12345674", "Cluj", "Romania",
    "ana@a.example",
    "ana@a.example, ion@b.example", "2026-11-23", "2026-02-30", "R-1", "999999999999",
    "1234567890123", "abc", "1,5", "001", "0.5", "HU", "\n", "person", "company", "product",
    "fee", "shipping", "discount", "reverse_charge", "not_taxable",
  ]

  mutating func body(of type: String) throws -> JSONTree {
    let rule = (schema.root["oneOf"]?.elements ?? []).first {
      $0["properties"]?["type"]?["const"] == .text(type)
    }
    guard let data = rule?["properties"]?["data"] else { throw NoneFound() }
    return .object([
      "type": .text(type), "timestamp": .text("2026-11-23T10:00:00Z"),
      "data": Self.settled(try value(data)),
    ])
  }

  /// A value that the schema allows; what depends on other values is tried again and again.
  private mutating func value(_ rule: JSONTree) throws -> JSONTree {
    for _ in 0..<Self.tries {
      let found = try candidate(rule)
      if schema.allows(found, by: rule) { return found }
    }
    throw NoneFound()
  }

  private mutating func candidate(_ asked: JSONTree) throws -> JSONTree {
    let rule = schema.resolved(asked)
    if let choices = rule["enum"]?.elements { return random.one(of: choices) }
    if let choices = rule["anyOf"]?.elements { return try value(random.one(of: choices)) }
    if rule["type"] == nil, let parts = rule["allOf"]?.elements { return try value(parts[0]) }
    switch random.one(of: rule["type"]?.texts ?? ["object"]) {
    case "null": return .null
    case "boolean": return .truth(random.isTrue(in: 2))
    case "integer", "number": return .number(Decimal(Int(random.next() % 50)))
    case "array":
      let item = rule["items"] ?? .truth(true)
      return .list(try (0...Int(random.next() % 3)).map { _ in try value(item) })
    case "object":
      var members: [String: JSONTree] = [:]
      let required = rule["required"]?.texts ?? []
      for (name, part) in (rule["properties"]?.members ?? [:]).sorted(by: { $0.key < $1.key })
      where required.contains(name) || random.isTrue(in: 2) {
        members[name] = try value(part)
      }
      return .object(members)
    default: return .text(random.one(of: Self.texts))
    }
  }

  /// What no schema can say: one rate, what is sold first, and amounts that a document holds.
  private static func settled(_ data: JSONTree) -> JSONTree {
    var data = data.members
    if let order = data["order"], !order.members.isEmpty {
      var members = order.members
      members["lines"] = members["lines"].map(settledLines)
      data["order"] = .object(members)
    }
    if let refund = data["refund"] {
      var members = refund.members
      members["lines"] = members["lines"].map(settledLines)
      // A part needs lines; the whole has the order's total.
      if members["lines"]?.elements.isEmpty != false, var order = data["order"]?.members,
        order["total"] != nil
      {
        order["total"] = .text("12.50")
        members["total"] = order["total"]
        data["order"] = .object(order)
      }
      data["refund"] = .object(members)
    }
    return .object(data)
  }

  private static func settledLines(_ lines: JSONTree) -> JSONTree {
    guard case .list(let list) = lines else { return lines }
    let isSold = { (line: JSONTree) in
      line["kind"] != .text("discount") && line["price"]?.texts.first?.hasPrefix("-") != true
    }
    let sorted = list.filter(isSold) + list.filter { !isSold($0) }
    let (rate, reason) = (sorted.first?["vat_rate"], sorted.first?["vat_reason"])
    return .list(
      sorted.map { line in
        var members = line.members
        members["covers"] = nil
        members["vat_rate"] = rate
        members["vat_reason"] = reason
        if members["quantity"]?.texts.first != "0" { members["quantity"] = .text("1") }
        return .object(members)
      })
  }

  // MARK: Changes

  /// What is not read, and so may be anything.
  private static let unread: Set = ["placed_at", "requested_by"]

  mutating func changed(_ body: JSONTree) -> JSONTree {
    guard var data = body["data"]?.members, let order = data["order"] else { return body }
    data["order"] = changedInside(order)
    var members = body.members
    members["data"] = .object(data)
    return .object(members)
  }

  private mutating func changedInside(_ value: JSONTree) -> JSONTree {
    switch value {
    case .object(var members):
      let names = members.keys.filter { !Self.unread.contains($0) }.sorted()
      guard !names.isEmpty else { return anything() }
      let name = random.one(of: names)
      if random.isTrue(in: 6) {
        members[name] = nil
      } else {
        members[name] = members[name].map { changedInside($0) }
      }
      return .object(members)
    case .list(var list) where !list.isEmpty && !random.isTrue(in: 8):
      let index = Int(random.next() % UInt64(list.count))
      list[index] = changedInside(list[index])
      return .list(list)
    default: return anything()
    }
  }

  private mutating func anything() -> JSONTree {
    switch random.next() % 12 {
    case 0: .null
    case 1: .truth(true)
    case 2: .number(7)
    case 3: .number(Decimal(string: "1.5") ?? 0)
    case 4: .list([])
    case 5: .object([:])
    default: .text(random.one(of: Self.texts))
    }
  }
}

/// SplitMix64: the same numbers from the same seed.
private struct SeededNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }

  mutating func isTrue(in count: UInt64) -> Bool { next() % count == 0 }
}
