import TestKit
import Testing

@testable import SmartBill

@Suite struct ErrorTextTests {
  @Test(arguments: [
    ("Client invalid!", "Client invalid!"),
    ("", ""),
    (
      "Stoc insuficient pentru <b>Cafea 1 kg</b> in gestiune.<br/>Verificati stocul.",
      "Stoc insuficient pentru Cafea 1 kg in gestiune."
    ),
    ("Eroare<BR>sfat", "Eroare"),
    (
      "Eroare.<div id=\"moreErrorDetails\" style=\"display:none\">java <b>x</b></div> Gata",
      "Eroare. Gata"
    ),
    ("Eroare <div style='display:none'>ascuns fara sfarsit", "Eroare"),
    ("Ana &amp; Ion SRL &lt;3 &quot;x&quot; &#39;y&#39; &#x219;", "Ana & Ion SRL <3 \"x\" 'y' ș"),
    ("&amp;lt;", "&lt;"),
    ("pret < 10 & > 5", "pret < 10 & > 5"),
    ("&necunoscut; &#xffffff; & gol", "&necunoscut; &#xffffff; & gol"),
    ("doua\n  randuri\t ", "doua randuri"),
  ])
  func `SmartBill's words come out without the HTML`(raw: String, text: String) {
    expectEqual(ErrorText(raw).text, text)
  }

  @Test func `case doesn't matter when looking for words`() {
    #expect(ErrorText("Factura fac3744 este deja ANULATA.").contains("este deja anulata"))
    #expect(!ErrorText("Factura fac3744").contains("este deja anulata"))
  }
}
