import Domain
import TestKit
import Testing

@Suite struct PersonMarkTests {
  private func isNamed(_ mark: String, _ text: String) -> Bool? {
    PersonMark(mark).map { $0.isNamed(in: text) }
  }

  @Test(arguments: ["ana@x.ro", "Ana.Pop+shop@mail.example", " ana@x.ro "])
  func `an e-mail address is one whatever its case`(_ mark: String) {
    expectEqual(PersonMark(mark)?.kind, .email)
    let plain = mark.filter { !$0.isWhitespace }
    expectEqual(isNamed(mark, plain.uppercased()), true)
    expectEqual(isNamed(mark, "Ana <\(plain)>, tel. 0722"), true)
    expectEqual(isNamed(mark, "de la \(plain)."), true)
    expectEqual(isNamed(mark, "di\(plain)"), false)
    expectEqual(isNamed(mark, "\(plain).example"), false)
  }

  @Test(arguments: ["0722123456", "+40722123456", "0040 722 123 456", "722123456", "0722-123-456"])
  func `a telephone number is one however it is written`(_ mark: String) {
    expectEqual(PersonMark(mark)?.kind, .phone)
    for text in [
      "0722123456", "+40 722 123 456", "0040722123456", "tel: 0722.123.456; fix", "(0722) 123456",
      "722123456",
    ] {
      expectEqual(isNamed(mark, text), true, "\(text)")
    }
    for text in ["0722123457", "10722123456", "07221234561", "CAF-0722", ""] {
      expectEqual(isNamed(mark, text), false, "\(text)")
    }
  }

  @Test func `a CNP is a number of its own`() {
    expectEqual(PersonMark("2800101123458")?.kind, .cnp)
    expectEqual(isNamed("2800101123458", "CNP 2800101123458, Cluj"), true)
    expectEqual(isNamed("2800101123458", "12800101123458"), false)
  }

  @Test(arguments: ["", "ana", "Ana Pop", "@", "ana@", "a@b@c", "12345678", "12a45678901"])
  func `what names too many is no mark`(_ text: String) {
    #expect(PersonMark(text) == nil)
  }
}
