import TestKit
import Testing

@testable import Domain

struct StockSpellingTests {
  @Test(arguments: [
    ("Cafea boabe", StockSpelling.Match.name("Cafea Boabe")),
    ("CAFEA  BOABE ", .name("Cafea Boabe")), ("Ceai de mușețel", .name("Ceai de musetel")),
    ("Mere", .name("Mere")), ("mere", .several(["MERE", "Mere"])), ("Pere", .none),
    ("Tricou M1", .none), ("", .none),
  ])
  func `a title is found whatever its case, diacritics and spaces`(
    title: String, match: StockSpelling.Match
  ) {
    let names = ["Cafea Boabe", "Mere", "MERE", "Tricou M-1", "Ceai de musetel", "Mere"]
    expectEqual(StockSpelling(names).match(for: title), match)
  }

  @Test func `a title whose letters are composed otherwise is answered with the service's bytes`() {
    let (composed, decomposed) = ("Ceai de mu\u{219}e\u{21B}el", "Ceai de mus\u{326}et\u{326}el")
    for (name, title) in [(composed, decomposed), (decomposed, composed)] {
      guard case .name(let found) = StockSpelling([name]).match(for: title) else {
        Issue.record("\(title) is not found")
        return
      }
      expectEqual(Array(found.utf8), Array(name.utf8))
    }
  }
}
