import Domain
import TestKit
import Testing

@testable import App

@Suite struct KeepSettingsTests {
  private func settings(_ keep: String) throws -> KeepSettings {
    try SettingsFile.read(SettingsFile.good + "\nkeep: \(keep)\n").get().keep
  }

  private func policy(_ keep: String) throws -> KeepPolicy { try settings(keep).policy }

  private func errors(_ keep: String) -> String {
    SettingsFile.errors(of: SettingsFile.good + "\nkeep: \(keep)\n")
  }

  @Test func `without the section nothing is ever removed`() throws {
    try expectEqual(SettingsFile.read(SettingsFile.good).get().keep.policy, KeepPolicy())
  }

  @Test func `a month counts as its longest`() throws {
    let day = 86_400.0
    try expectEqual(
      policy(KeepSettings.standard),
      KeepPolicy(bodies: .seconds(30 * day), history: .seconds(13 * 31 * day)))
    try expectEqual(policy("{ bodies: 1d }"), KeepPolicy(bodies: .seconds(day)))
    try expectEqual(policy("{ bodies: 720h, history: 30d }").history, .seconds(30 * day))
  }

  @Test(arguments: [
    ("{ bodies: 1h }", "out of bounds"), ("{ bodies: 3661d }", "out of bounds"),
    ("{ bodies: 30 }", "isn't a duration; write e.g. 30d or 13mo"),
    ("{ bodies: mo }", "isn't a duration"),
    ("{ bodies: 99999mo }", "isn't a duration"), ("{ bodies: -1mo }", "isn't a duration"),
    ("{ bodies: 30d, history: 29d }", "is shorter than bodies"),
    ("{ history: 13mo }", "is shorter than bodies"), ("{ body: 30d }", "unknown key"),
    ("30d", "keys"),
  ])
  func `what can't be meant is refused`(keep: String, problem: String) {
    #expect(errors(keep).contains(problem), "\(errors(keep))")
  }

  @Test func `check warns of what grows for ever`() throws {
    func check(_ keep: String?) throws -> Check {
      KeepChecks.check(try keep.map { try settings($0) } ?? KeepSettings())
    }
    try expectEqual(check(nil).verdict, .warning)
    #expect(try check("{ bodies: 30d }").text.en.contains("keep: history"))
    let good = try check(KeepSettings.standard)
    expectEqual(good.verdict, .ok)
    // As the settings write them.
    #expect(good.text.en.contains("30d") && good.text.en.contains("13mo"))
    #expect(try check("{ bodies: 720h, history: 403d }").text.ro.contains("720h, istoricul 403d"))
    try expectEqual(check(nil).remedy?.en.contains(KeepSettings.standard), true)
  }
}
