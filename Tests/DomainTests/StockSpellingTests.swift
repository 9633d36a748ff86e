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
    #expect(StockSpelling(names).match(for: title) == match)
  }
}
