import TestKit
import Testing

@testable import Signatures

@Suite struct CanonicalBase64Tests {
  @Test func `every length survives a round trip`() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 251) }
      expectEqual(CanonicalBase64.decode(Array(CanonicalBase64.encode(bytes).utf8)), bytes)
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
  ])
  func `the examples of RFC 4648 hold`(text: String, encoded: String) {
    expectEqual(CanonicalBase64.encode(Array(text.utf8)), encoded)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "Z", "=", "==", "====", "Zg==Zg==", "Zm=v",
    "Zm9v ",
    "\nZm9", "Zm-_", "Zm9v====",
  ])
  func `another spelling decodes to nothing`(text: String) {
    #expect(CanonicalBase64.decode(Array(text.utf8)) == nil)
  }
}
