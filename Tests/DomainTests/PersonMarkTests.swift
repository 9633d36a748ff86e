import Domain
import Testing

@Suite struct PersonMarkTests {
  private func isNamed(_ mark: String, _ text: String) -> Bool? {
    PersonMark(mark).map { $0.isNamed(in: text) }
  }

  @Test(arguments: ["ana@x.ro", "Ana.Pop+shop@mail.example", " ana@x.ro "])
  func `an e-mail address is one whatever its case`(_ mark: String) {
    #expect(PersonMark(mark)?.kind == .email)
    let plain = mark.filter { !$0.isWhitespace }
    #expect(isNamed(mark, plain.uppercased()) == true)
    #expect(isNamed(mark, "Ana <\(plain)>, tel. 0722") == true)
    #expect(isNamed(mark, "de la \(plain).") == true)
    #expect(isNamed(mark, "di\(plain)") == false)
    #expect(isNamed(mark, "\(plain).example") == false)
  }

  @Test(arguments: ["0722123456", "+40722123456", "0040 722 123 456", "722123456", "0722-123-456"])
  func `a telephone number is one however it is written`(_ mark: String) {
    #expect(PersonMark(mark)?.kind == .phone)
    for text in [
      "0722123456", "+40 722 123 456", "0040722123456", "tel: 0722.123.456; fix", "(0722) 123456",
      "722123456",
    ] {
      #expect(isNamed(mark, text) == true, "\(text)")
    }
    for text in ["0722123457", "10722123456", "07221234561", "CAF-0722", ""] {
      #expect(isNamed(mark, text) == false, "\(text)")
    }
  }

  @Test func `a CNP is a number of its own`() {
    #expect(PersonMark("2800101123458")?.kind == .cnp)
    #expect(isNamed("2800101123458", "CNP 2800101123458, Cluj") == true)
    #expect(isNamed("2800101123458", "12800101123458") == false)
  }

  @Test(arguments: ["", "ana", "Ana Pop", "@", "ana@", "a@b@c", "12345678", "12a45678901"])
  func `what names too many is no mark`(_ text: String) {
    #expect(PersonMark(text) == nil)
  }
}
