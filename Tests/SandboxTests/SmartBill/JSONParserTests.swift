import TestKit
import Testing

@testable import Sandbox

struct JSONParserTests {
  @Test(arguments: [
    "{}", #"{"a":[1,-2.5e3,true,false,null,""]}"#, #""\"\\\n\r\t""#, "[[],{}]", #""ăîșț €😀""#,
  ])
  func `what is read is written back the same`(text: String) throws {
    try expectEqual(JSONParser.parse(Array(text.utf8)).json, text)
  }

  @Test func `escapes are read`() throws {
    let value = try JSONParser.parse(Array(#""\u0103\ud83d\ude00\/\ud83dx""#.utf8))
    expectEqual(value, .string("ă😀/\u{FFFD}x"))
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", #"{"a":1,}"#, "01", "1.", ".5", "+1", "1e", "-", "nul", "truex", "'a'",
    #""a"#, "\"\n\"", #""\x""#, #""\u12G4""#, #""\u12"#, "{}{}", "{a:1}", "NaN", "// c\n1",
    String(repeating: "[", count: 100_000),
  ])
  func `what isn't JSON is refused`(text: String) {
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test func `bytes that aren't UTF-8 are refused`() {
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }
}
