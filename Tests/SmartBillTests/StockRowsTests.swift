import Domain
import TestKit
import Testing
import Transport

@testable import SmartBill

@Suite struct StockRowsTests {
  func read(_ text: String, of warehouse: String = "Depozit") throws -> [String] {
    try StockRows(Array(text.utf8), of: warehouse).rows.map {
      "\($0.code)|\($0.name)|\($0.unit)|\($0.quantity)"
    }
  }

  @Test func `the documented form is read, prices and what is unknown passed over`() throws {
    let text = """
      {"errorText": "", "message": "", "more": [{"a": [1, "}", null]}],
       "list": [{"products": [{"price": 9.99, "productName": "Cană \\"A\\" \\u00e9", "productCode": "A",
         "measuringUnit": "buc", "quantity": 8, "x": {"y": [true]}},
         {"productName": "Miere", "productCode": "M", "measuringUnit": "kg", "quantity": "2.50"}],
         "warehouse": {"warehouseName": "Depozit", "warehouseType": "en gros"}},
        {"warehouse": {"warehouseName": "Magazin"}, "products": [{"productName": "Z",
         "productCode": "Z", "measuringUnit": "buc", "quantity": 1}]}]}
      """
    try expectEqual(read(text), ["A|Cană \"A\" é|buc|8", "M|Miere|kg|2.5"])
    try expectEqual(read(#"{"stocks": {"list": []}}"#), [])
  }

  @Test func `the short form is read by position`() throws {
    let text = #"{"errorText":"","products":[["Cană","A","buc",8],["Miere","M","kg","2.5",9.99]]}"#
    try expectEqual(read(text), ["A|Cană|buc|8", "M|Miere|kg|2.5"])
  }

  @Test func `an empty list is a list, and no list is none`() throws {
    #expect(try StockRows(Array(#"{"products":[]}"#.utf8), of: "Depozit").hasList)
    #expect(try !StockRows(Array(#"{"errorText":""}"#.utf8), of: "Depozit").hasList)
  }

  @Test(arguments: [
    "", "[", #"{"products":[["A","B","buc",8]"#, #"{"products":[{"productName":"#, "<html>",
    #"{"products":[]} x"#, #"{"list":[1]}"#,
  ])
  func `what breaks off or is no such JSON is refused`(text: String) {
    #expect(throws: (any Error).self) { try read(text) }
  }

  func answered(_ status: Int, _ body: String) -> StockFormReading {
    StockFormReading(
      of: .answered(TransportResponse(status: status, headers: [:], body: Array(body.utf8))),
      warehouse: "Depozit")
  }

  @Test func `a warehouse that isn't there is certain, in either form`() {
    let words = "Gestiunea depozit nu a fost gasita pe server."
    let body = #"{"errorText":"\#(words)","message":""}"#
    let refused = StockFormReading.final(.refused(Failure(.stockRefused, detail: words)))
    expectEqual(answered(400, body), refused)
    expectEqual(answered(200, body), refused)
  }

  @Test func `a form that isn't there leads to the other, for good`() {
    for reading in [answered(404, "<html>"), answered(200, #"{"errorText":""}"#)] {
      guard case .otherwise(_, let isLasting) = reading else {
        Issue.record("\(reading)")
        continue
      }
      #expect(isLasting)
    }
    guard case .otherwise(_, isLasting: false) = answered(502, "<html>") else {
      Issue.record("a passing fault must not last")
      return
    }
  }

  @Test(arguments: [
    #"{"products":[["Cană","A","buc",8],["Miere","M","kg",null],["Ceai","C","buc","multe"],["Z"]]}"#,
    #"{"list":[{"products":[{"productName":"Cană","productCode":"A","measuringUnit":"buc","quantity":8},"#
      + #"{"productName":"Miere","productCode":"M","quantity":null},"#
      + #"{"productName":"Ceai","productCode":"C","quantity":"multe"},{"productName":"Z"}]}]}"#,
  ])
  func `a quantity that is no number is that product's fault alone`(body: String) {
    expectEqual(
      answered(200, body),
      .final(
        .rows(
          [StockLevel(code: "A", name: "Cană", unit: "buc", quantity: "8")],
          unreadable: [
            StockFault(.unreadable, code: "M", name: "Miere"),
            StockFault(.unreadable, code: "C", name: "Ceai"),
            StockFault(.unreadable, code: "", name: "Z"),
          ])))
  }

  @Test func `an answer of which no quantity can be read is none`() {
    let failure = Failure(
      .stockUnreadable, detail: "none of the 1 products' quantities is a number")
    expectEqual(
      answered(200, #"{"products":[["A","B","buc","multe"]]}"#),
      .otherwise(failure, isLasting: false))
  }

  @Test func `a stock gives way to all else, and goes alone`() async {
    let time = HeldTime()
    let gate = RateGate(
      RateWindow(limits: RateLimits(), at: time.now(), hasHistory: false), time: time)
    await expectEqual(gate.turn(for: .stock), .granted)
    // A second of the account waits until the first has ended, an invoice doesn't.
    guard case .crowded = await gate.turn(for: .stock, by: time.now()) else {
      Issue.record("two stocks at once")
      return
    }
    await expectEqual(gate.turn(for: .other, by: time.now()), .granted)
    gate.stockEnded()
    await expectEqual(gate.turn(for: .stock, by: time.now()), .granted)
    gate.stockEnded()
    // Half of the window is beyond its reach.
    for _ in 0..<12 { await expectEqual(gate.turn(by: time.now()), .granted) }
    guard case .crowded = await gate.turn(for: .stock, by: time.now()) else {
      Issue.record("a stock took what is kept for invoices")
      return
    }
    await expectEqual(gate.turn(by: time.now()), .granted)
  }

  @Test func `of a window a stock takes few calls, and a rush of orders finds the rest`() async {
    let time = SteppedTime()
    let gate = RateGate(
      RateWindow(limits: RateLimits(), at: time.now(), hasHistory: false), time: time)
    func call(_ purpose: RateGate.Purpose) async {
      await expectEqual(gate.turn(for: purpose, by: time.now()), .granted)
      gate.change {
        $0.began()
        $0.wasAnswered(at: time.now())
      }
      if purpose == .stock { gate.stockEnded() }
    }
    for _ in 0..<RateLimits.stockCallsMax { await call(.stock) }
    let later = time.now() + .seconds(10)
    await expectEqual(gate.turn(for: .stock, by: time.now()), .crowded(until: later))
    for _ in 0..<24 { await call(.other) }
    // The next window is as free as this one was.
    await expectEqual(gate.turn(for: .stock), .granted)
    expectEqual(time.now(), later)
  }
}
