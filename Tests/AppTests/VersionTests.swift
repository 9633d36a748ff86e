import TestKit
import Testing

@testable import App

@Suite struct VersionTests {
  @Test func `the libraries of the system are named`() {
    expectEqual(Version.libraries.map(\.library), ["OpenSSL", "libcurl", "SQLite"])
    for (_, version) in Version.libraries { #expect(version.contains(/^\d+\.\d+/)) }
    #expect(Version.text.hasPrefix("punte \(Version.number) (OpenSSL "))
  }

  @Test(arguments: [
    ("SQLite", "3.40.1", true), ("SQLite", "3.51.2", true), ("SQLite", "3.51.3", false),
    ("SQLite", "3.52.0", false), ("SQLite", "3.6.23", false), ("SQLite", "3.44.6", false),
    ("SQLite", "3.46.0", true), ("SQLite", "3.50.7", false), ("OpenSSL", "3.0.6", true),
    ("OpenSSL", "3.0.17", false), ("OpenSSL", "3.5.1-dev", false), ("libcurl", "3.0.6", false),
  ])
  func `a version known to be bad is warned of`(library: String, version: String, isBad: Bool) {
    let lines = Version.text(of: [(library, version)]).split(separator: "\n")
    expectEqual(lines.first?.contains("\(library) \(version)"), true)
    expectEqual(
      lines.dropFirst().map { $0.hasPrefix("warning: this \(library) ") }, (isBad ? [true] : []))
  }
}
