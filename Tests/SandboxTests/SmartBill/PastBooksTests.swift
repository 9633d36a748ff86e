import TestKit
import Testing

@testable import Sandbox

/// What a read that lags behind sees.
struct PastBooksTests {
  @Test func `the books of once have what there was, and the number that came next`() throws {
    var account = Account(series: [Series(name: "FCT", nextNumber: 41), Series(name: "B")])
    func mark(_ time: Int) -> Account.Mark {
      Account.Mark(today: "2026-11-23", milliseconds: time, hash: "h\(time)")
    }
    let typed = try #require(
      try JSONParser.parse(Array(#"{"series":"FCT","total":1}"#.utf8)).object)
    _ = try account.issueByHand(ForeignDocument(typed), mark: mark(10))
    _ = try account.issueByHand(ForeignDocument(typed), mark: mark(20))
    _ = try account.delete(series: "FCT", number: "0042", at: 30)
    _ = try account.issueByHand(ForeignDocument(typed), mark: mark(40))

    for (time, numbers, next) in [
      (9, [], 41), (10, ["0041"], 42), (20, ["0041", "0042"], 43), (30, ["0041"], 42),
      (40, ["0041", "0042"], 43),
    ] {
      let past = account.asOf(time)
      expectEqual(past.documents.map(\.number), numbers, "at \(time)")
      expectEqual(
        past.series, [Series(name: "FCT", nextNumber: next), Series(name: "B")], "at \(time)")
    }
    expectEqual(account.asOf(29).document(series: "FCT", number: "0042")?.hash, "h20")
    #expect(account.asOf(30).document(series: "FCT", number: "0042") == nil)
    expectEqual(account.document(series: "FCT", number: "0042")?.hash, "h40")
  }
}
