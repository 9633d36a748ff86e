import ArgumentParser
import TestKit
import Testing

@testable import App

@Suite struct MomentOptionsTests {
  @Test func `a time that ends before it begins is an error of usage`() throws {
    let reversed = try MomentOptions.parse(["--since", "2026-11-30", "--until", "2026-11-01"])
    let error = #expect(throws: CommandError.self) { try reversed.range() }
    expectEqual(error?.status, .usage)
    // A day alone is meant whole.
    let day = try MomentOptions.parse(["--since", "2026-11-30", "--until", "2026-11-30"])
    #expect(throws: Never.self) { try day.range() }
  }
}
