import Foundation
import TestKit
import Testing

/// A comparison that stops at the first difference tells a forger, by its time, how far he came.
@Suite struct ConstantTimeTests {
  private func lines(of folder: String) throws -> [(place: String, text: String)] {
    let path = Repository.path(folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: path)
    return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try String(contentsOfFile: path + "/" + file, encoding: .utf8)
        .components(separatedBy: "\n").enumerated()
        .map { ("\(folder)/\(file):\($0 + 1)", $1) }
    }
  }

  /// A line that compares what is secret, or what is held against it.
  private func isUnsafe(_ line: String) -> Bool {
    let comparison = /[!=]= |elementsEqual|hasPrefix|starts\(with|contains\(/
    let secret = /(?i)\b(signature|digest|expected|hmac|authenticationCode|secret|key)s?\b/
      .wordBoundaryKind(.simple)
    let code = line.components(separatedBy: "//")[0]
      .replacing(/"[^"]*"/, with: "")
      // Lengths, and whether OpenSSL did its work, are no secrets.
      .replacing(/(\w+\.)*count [!=]= (\w|\.)+/, with: "")
      .replacing(/\) == 1\b/, with: ")")
    return code.contains(comparison) && code.contains(secret)
  }

  @Test func `no ordinary comparison touches a signature`() throws {
    let lines = try ["Sources/Signatures", "Sources/Listener"].flatMap(self.lines)
    #expect(lines.count > 500)
    // The version before a signature and the form of a secret are public.
    let publicParts = [
      "Self.version.utf8", "text.hasPrefix(Self.prefix)", "allowed.contains(key.count)",
    ]
    for line in lines where isUnsafe(line.text) {
      let isPublic = publicParts.contains(where: line.text.contains)
      #expect(isPublic, "\(line.place): \(line.text)")
    }
    let safe = lines.filter { $0.text.contains("CRYPTO_memcmp") }
    expectEqual(safe.count, 1, "One function compares.")
  }

  @Test(arguments: [
    "if digest == expected {", "return signatures.contains(code)", "guard hmac != expected[0]",
    "signature.elementsEqual(code)",
  ])
  func `the rule finds what it forbids`(line: String) {
    #expect(isUnsafe(line))
  }
}
