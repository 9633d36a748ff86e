import TestKit
import Testing

@testable import Domain

struct CountryTests {
  @Test(arguments: [
    ("HU", ["hu", "HUN", "Ungaria", "UNGARIA", "Hungary", " hungary "]),
    ("NL", ["Olanda", "Țările de Jos", "tarile de jos", "Netherlands"]),
    ("GB", ["UK", "U.K.", "Marea Britanie", "United Kingdom", "GBR"]),
    ("GR", ["EL", "Grecia", "Greece"]), ("CZ", ["Cehia", "Czech Republic", "Czechia"]),
    ("MD", ["Moldova", "Republica Moldova"]), ("BA", ["Bosnia & Herzegovina"]),
    ("TR", ["Turkey", "Türkiye", "Turcia"]), ("US", ["SUA", "USA", "United States"]),
    ("CI", ["Cote d’Ivoire", "Coasta de Fildeș"]), ("RO", ["România", "romania", "ROU"]),
    (
      "RO",
      [
        "Rumänien", "RUMÄNIEN", "Rumania", "Rumanía", "Roumanie", "Romînia", "Rumunia", "Румыния",
        "Romênia", "Roemenië", "R\u{a0}o", "Rom\u{200b}ania", "România", "Rоmania",
      ]
    ),
    ("DE", ["Deutschland", "Allemagne", "Németország", "Germania"]),
    ("HU", ["Magyarország", "Ungarn", "Hongrie", "Ungheria"]),
    ("AT", ["Österreich", "Ausztria", "Autriche"]), ("BG", ["България", "Bulgarie"]),
    ("GB", ["England", "Wales", "Royaume-Uni"]), ("MD", ["Moldawien", "Молдова"]),
  ])
  func `a country is known by its codes and its names`(code: String, texts: [String]) {
    for text in texts { expectEqual(Country(text)?.code, code, "\(text)") }
  }

  @Test(arguments: ["", "  ", "-", "abroad", "Hungaria", "H U N G"])
  func `other texts are none`(text: String) {
    #expect(Country(text) == nil)
  }

  @Test func `no word stands for two countries`() {
    var codes: [String: Substring] = [:]
    for row in Country.namesAbroad.split(separator: "\n") {
      let words = row.split(separator: "|")
      for word in words.dropFirst() {
        expectEqual(Country(String(word))?.code, String(words[0]), "\(word)")
      }
    }
    for row in Country.names.split(separator: "\n") {
      let words = row.split(separator: "|")
      #expect(words[0].count == 2 && words[1].count == 3 && words.count >= 3, "\(row)")
      for word in words {
        let folded = PlainText.folded(String(word))
        #expect(codes[folded] == nil || codes[folded] == words[0], "\(word)")
        codes[folded] = words[0]
      }
    }
    expectEqual(Set(codes.values).count, 250)
  }

  @Test(arguments: [("", true), (" ", true), ("R O", true), ("-", false), ("Moldova", false)])
  func `a customer of no country is in Romania`(country: String, isDomestic: Bool) {
    expectEqual(Party(kind: .person, name: "Ana", country: country).isDomestic, isDomestic)
  }
}
