import Domain
import TestKit
import Testing

@Suite struct StockDifferenceTests {
  static let now = Timestamp(milliseconds: 1_790_000_000_000)

  func level(_ code: String, _ quantity: Quantity, name: String? = nil) -> StockLevel {
    StockLevel(code: code, name: name ?? "Produs \(code)", unit: "buc", quantity: quantity)
  }

  func product(
    _ code: String, _ level: Quantity?, name: String? = nil, asOf: Timestamp = Self.now,
    state: StockProduct.State = .listed
  ) -> StockProduct {
    StockProduct(
      key: StockKey(code), code: code, name: name ?? "Produs \(code)", unit: "buc", level: level,
      asOf: asOf, state: state)
  }

  func difference(
    _ rows: [StockLevel], _ products: [StockProduct] = [],
    _ policy: StockPolicy = StockPolicy(warehouses: ["Depozit"]),
    reserved: [StockKey: Quantity] = [:], isFull: Bool = false, isPartial: Bool = false
  ) -> StockDifference {
    let snapshot = StockSnapshot(
      rows: rows, identifiedBy: policy.identity, asOf: Self.now)
    var difference = StockDifference(
      snapshot, under: policy, reserved: reserved, isFull: isFull, isPartial: isPartial)
    // A page each, as the ledger of a large catalogue comes.
    for product in products.sorted(by: { $0.key < $1.key }) { difference.take([product]) }
    difference.finish()
    return difference
  }

  func told(_ difference: StockDifference) -> [String] {
    difference.changes.map { "\($0.key) \($0.quantity)" }
  }

  @Test func `what the shop acknowledged is not sent again, unless all is asked for`() {
    let rows = [level("B", "2"), level("A", "1"), level("C", "3")]
    let products = [product("A", "1"), product("B", "7")]
    expectEqual(told(difference(rows, products)), ["B 2", "C 3"])
    expectEqual(told(difference(rows, products, isFull: true)), ["A 1", "B 2", "C 3"])
    expectEqual(told(difference(rows)), ["A 1", "B 2", "C 3"])
  }

  @Test func `several warehouses are summed`() {
    expectEqual(
      told(difference([level("A", "1.5"), level("B", "1"), level("A", "2.5")])), ["A 4", "B 1"])
  }

  @Test func `two products of one code are left as the shop has them, and reported`() {
    let found = difference(
      [level("A", "1", name: "Cană"), level("A", "2", name: "Cană mare"), level("B", "1")],
      [product("A", "9")])
    expectEqual(told(found), ["B 1"])
    expectEqual(found.vanished, 0)
    expectEqual(found.faults.named.map(\.kind), [.ambiguous])
  }

  @Test func `a product whose quantity can't be read is left as the shop has it, and reported`() {
    // In one of two warehouses: what the other has is not the sum.
    let snapshot = StockSnapshot(
      rows: [level("A", "1"), level("B", "1"), level("D", "2", name: "Unu"), level("D", "2")],
      unreadable: [
        StockFault(.unreadable, code: "B", name: "Produs B"),
        StockFault(.unreadable, code: "C", name: "Produs C"),
        StockFault(.unreadable, code: "", name: "Fără cod"),
      ], identifiedBy: .code, asOf: Self.now)
    expectEqual(snapshot.unclear.map(\.text), ["B", "C", "D"])
    var found = StockDifference(snapshot, under: StockPolicy(warehouses: ["Depozit"]))
    found.take([product("A", "9"), product("B", "9"), product("C", "9"), product("D", "9")])
    found.finish()
    expectEqual(told(found), ["A 1"])
    #expect(found.vanished == 0 && found.zeroed == 0)
    expectEqual(found.faults.count(of: .unreadable), 3)
    #expect(found.objection() == nil)
  }

  @Test func `a product without a code is reported, and the rest goes on`() {
    let found = difference([level(" ", "1"), level("B", "1")])
    expectEqual(told(found), ["B 1"])
    expectEqual(found.faults.count(of: .missingKey), 1)
  }

  @Test func `case counts, and a near miss is reported`() {
    let found = difference([level("25xl", "3")], [product("25XL", "3")])
    #expect(told(found) == ["25XL 0", "25xl 3"] || told(found) == ["25xl 3", "25XL 0"])
    expectEqual(
      found.faults.named,
      [
        StockFault(.nearMiss, code: "25xl", name: "Produs 25xl", other: "25XL")
      ])
    let both = difference([level("25xl", "3"), level("25XL", "1"), level("Z", "1")])
    expectEqual(both.faults.count(of: .nearMiss), 1)
    // What only looks alike is another code too.
    expectEqual(difference([level("caf\u{E9}", "1"), level("cafe\u{301}", "1")]).changes.count, 2)
  }

  @Test(arguments: [
    "CAN-350 ", " CAN-350", "CAN-350\u{a0}", "CAN -350", "CAN-3\u{200b}50", "\u{feff}CAN-350",
    "can-350", "СAN-350", "CАN-350", "CAN‑350", "CAN–350", "CĂN-350", "CA\u{327}N-350", "ＣＡＮ-350",
    "CAN-350\t", "CAN\u{2007}-350", "ΑAN-350", "CAN-35O", "can-35o", "CAN-35О", "CAN-35Ο",
    "CAN-350\u{3164}", "CAN-350\u{e0041}", "CAN-350\u{2800}", "CAN-350\u{fe0f}", "𝐂AN-350",
    "CAN-3⁵0",
    "CAN-𝟛50", "ⒸAN-350", "CᴬN-350", "ℂAN-350",
  ])
  func `a code that looks like another is told, whether that one stands or vanishes`(code: String) {
    let isOther = code.hasPrefix("Α")
    let vanished = difference([level(code, "9")], [product("CAN-350", "7")])
    expectEqual(vanished.faults.count(of: .nearMiss), (isOther ? 0 : 1))
    let both = difference([level(code, "9"), level("CAN-350", "7")])
    expectEqual(both.faults.count(of: .nearMiss), (isOther ? 0 : 1))
    expectEqual(both.changes.count, 2)
  }

  /// Greek and Cyrillic letters with marks, capital and small, and digits for letters.
  @Test(arguments: [
    ("TÉO-1", "TΈО-1"), ("TEO-1", "tёo-i"), ("KIT-1", "ΚΊТ-I"), ("KIT-1", "\u{212A}ЇΤ-1"),
    ("HYC-10", "ΉΎϹ-IO"), ("hyc-10", "һүс-1о"), ("AX-11", "ÅХ-I1"), ("IOS-1", "10S-1"),
  ])
  func `letters and digits that look alike are told`(code: String, other: String) {
    let both = difference([level(code, "9"), level(other, "7")])
    expectEqual(both.faults.count(of: .nearMiss), 1)
    expectEqual(both.changes.count, 2)
  }

  @Test(arguments: [
    "CAN-351", "CAN350", "CAN-3500", "CAN_350", "CAN.350", "CAN-35Q", "CAN-35U", "CAL-350",
  ])
  func `a code with other letters, digits or signs is another`(code: String) {
    let found = difference([level(code, "9"), level("CAN-350", "7")])
    #expect(found.faults.isEmpty)
  }

  @Test(arguments: ["\u{a0}", "\u{200b}", "\u{3000}", "\u{2800}", "\u{3164}", "\u{301}"])
  func `a code of which nothing is to be seen is none`(code: String) {
    expectEqual(difference([level(code, "1"), level("B", "1")]).faults.count(of: .missingKey), 1)
  }

  @Test func `what is counted in several units has no sum, and is left as the shop has it`() {
    func row(_ code: String, _ quantity: Quantity, _ unit: String) -> StockLevel {
      StockLevel(code: code, name: "Produs \(code)", unit: unit, quantity: quantity)
    }
    let found = difference(
      [
        row("A", "5", "buc"), row("A", "2", "set"), row("B", "1", "buc"), row("B", "2", "Buc."),
        row("C", "1", ""), row("C", "2", "buc"), row("D", "1", "m²"), row("D", "1", "buc"),
      ], [product("A", "9"), product("B", "9"), product("C", "9"), product("D", "9")])
    expectEqual(told(found), ["B 3", "C 3"])
    expectEqual(found.vanished, 0)
    expectEqual(
      found.faults.named.map { "\($0.kind.rawValue) \($0.code) \($0.other ?? "")" },
      ["units_differ A set", "units_differ D buc"])
  }

  @Test func `a changed name is reported, and not sent`() {
    let found = difference([level("A", "1", name: "Nou")], [product("A", "1", name: "Vechi")])
    #expect(found.changes.isEmpty)
    expectEqual(found.renamed.map(\.name), ["Nou"])
    expectEqual(found.faults.named, [StockFault(.renamed, code: "A", name: "Nou", other: "Vechi")])
  }

  @Test func `what vanished is set to nothing, or left, as the settings say`() {
    let products = [product("A", "4"), product("B", "0"), product("C", nil, state: .rejected)]
    var policy = StockPolicy(warehouses: ["Depozit"])
    let zeroed = difference([level("X", "1")], products, policy)
    expectEqual(told(zeroed), ["A 0", "X 1"])
    expectEqual(zeroed.vanished, 3)
    policy.vanished = .leave
    expectEqual(told(difference([level("X", "1")], products, policy)), ["X 1"])
  }

  @Test func `pieces are whole, and kilograms keep their decimals, as the settings say`() {
    let rows = [level("A", "2.75"), level("B", "-1.5"), level("C", "0.4")]
    expectEqual(told(difference(rows)), ["A 2", "B 0", "C 0"])
    let keep = StockPolicy(warehouses: ["Depozit"], decimals: .keep)
    let kept = difference(rows, [], keep)
    expectEqual(told(kept), ["A 2.75", "B 0", "C 0.4"])
    expectEqual(kept.faults.count(of: .negative), 1)
  }

  @Test func `by title the name is the key`() {
    let policy = StockPolicy(warehouses: ["Depozit"], identity: .title)
    expectEqual(
      told(difference([level("", "1", name: "Cană"), level("", "2", name: "Ceai")], [], policy)),
      ["Cană 1", "Ceai 2"])
  }

  @Test func `orders that are to be invoiced are taken off, but never below nothing`() {
    let reserved: [StockKey: Quantity] = [StockKey("A"): "2", StockKey("B"): "9"]
    expectEqual(
      told(difference([level("A", "5"), level("B", "5")], reserved: reserved)), ["A 3", "B 0"])
  }

  @Test func `a push newer than the snapshot wins over it`() {
    let later = Self.now + .seconds(1)
    let found = difference(
      [level("A", "1")], [product("A", "5", asOf: later), product("B", "5", asOf: later)])
    #expect(found.changes.isEmpty)
    expectEqual(found.newer, 2)
  }

  @Test func `what a push doesn't name has not vanished`() {
    let found = difference([level("A", "1")], [product("A", "5")], isPartial: true)
    expectEqual(told(found), ["A 1"])
    #expect(difference([], [product("A", "5")], isPartial: true).objection() == nil)
  }

  @Test func `an empty answer is held for a person, with the numbers`() {
    let found = difference([], [product("A", "4"), product("B", "0")])
    expectEqual(found.objection(), .empty(inStock: 1))
    expectEqual(difference([]).objection(), .empty(inStock: 0))
    expectEqual(found.objection()?.failure.code, .stockEmpty)
    let coded = difference([level("", "1"), level(" ", "1")])
    expectEqual(coded.objection(), .empty(inStock: 0, withoutKey: 2))
    expectEqual(coded.objection()?.failure.code, .stockKeysMissing)
    expectEqual(coded.objection()?.failure.detail?.contains("all 2 products"), true)
  }

  @Test func `more zeroes than the share allows are held, with the numbers`() {
    let products = (10..<30).map { product("A\($0)", "4") } + [product("B", "0")]
    // 4 of 20 are the 20 % that are allowed.
    let allowed = difference((14..<30).map { level("A\($0)", "4") }, products)
    expectEqual(allowed.zeroed, 4)
    #expect(allowed.objection() == nil)
    let tooMany = difference((15..<30).map { level("A\($0)", "4") }, products)
    expectEqual(tooMany.objection(), .zeroes(5, inStock: 20, percentMax: 20))
    // Whether they vanished or are there with nothing is one.
    let empty = difference(
      (10..<15).map { level("A\($0)", "0") } + (15..<30).map { level("A\($0)", "4") }, products)
    expectEqual(empty.objection(), .zeroes(5, inStock: 20, percentMax: 20))
    // A shop of two products may sell out of both.
    #expect(
      difference([level("A", "0"), level("B", "0")], [product("A", "1"), product("B", "1")])
        .objection() == nil)
  }

  @Test func `products that are new, and at nothing, count as zeroes of the answer`() {
    let empty = (0..<3).map { level("A\($0)", "0") }
    expectEqual(difference(empty).objection(), .newAtZero(3, products: 3, percentMax: 20))
    let few = (0..<20).map { level("B\($0)", "1") }
    #expect(difference(empty + few).objection() == nil)
    #expect(difference(Array(empty.prefix(2))).objection() == nil)
    // One that the shop knows is no new one.
    #expect(difference(empty, (0..<3).map { product("A\($0)", "0") }).objection() == nil)
  }

  @Test func `what the shop rejected is tried again`() {
    expectEqual(told(difference([level("A", "4")], [product("A", "4", state: .rejected)])), ["A 4"])
  }

  @Test(arguments: [
    ("8", "8"), ("8.0", "8"), ("-2.5", "-2.5"), ("2.4000000000000004", "2.4"), ("1e3", "1000"),
    ("1.5E-1", "0.15"), ("0.00005", "0.0001"), ("2.99999999", "3"),
  ])
  func `a quantity is read as SmartBill writes it`(text: String, quantity: String) {
    expectEqual(Quantity(number: text.utf8)?.description, quantity)
  }

  @Test(arguments: [
    "", "-", "abc", "1,5", "1.2.3", "1e", "1e999", "1e-9223372036854775808", "99999999999999999",
    ".5", "0x1",
  ])
  func `what is no number is none`(text: String) {
    #expect(Quantity(number: text.utf8) == nil)
  }
}
