import Domain
import TestKit
import Testing

@testable import App

/// Settings must go on naming those whose documents the ledger has.
@Suite struct SettingsContinuityTests {
  private static let owner = DocumentOwner(
    shop: "magazin", account: "firma", cif: "RO12345674", series: "FCT")

  private func problem(
    replacing old: String = "", with new: String = "", owners: [DocumentOwner] = [owner]
  ) throws -> SettingsContinuity.Break? {
    precondition(old.isEmpty || SettingsFile.good.contains(old))
    let text = old.isEmpty ? SettingsFile.good : SettingsFile.good.replacing(old, with: new)
    return SettingsContinuity(owners: owners)
      .firstBreak(in: try SettingsFile.read(text).get())
  }

  @Test func `settings that name the same go on, whatever else changes`() throws {
    #expect(try problem() == nil)
    #expect(try problem(replacing: "series: FCT", with: "series: FCN") == nil)
    #expect(try problem(replacing: "statuses: [ Confirmata ]", with: "statuses: [ Gata ]") == nil)
    #expect(try problem(replacing: "  magazin:", with: "  alt:", owners: []) == nil)
    #expect(try problem(replacing: "RO12345674", with: "RO14399840", owners: []) == nil)
  }

  @Test func `an account with documents keeps its fiscal code`() throws {
    let found = try problem(replacing: "RO12345674", with: "RO14399840")
    expectEqual(found?.what.en.contains("account firma has documents of RO12345674"), true)
    expectEqual(found?.remedy.en.contains("cif: RO12345674"), true)
  }

  @Test func `a shop with documents keeps its account`() throws {
    let other = SettingsFile.good
      .replacing("  firma:", with: "  alta:").replacing("account: firma", with: "account: alta")
    let found = SettingsContinuity(owners: [Self.owner])
      .firstBreak(in: try SettingsFile.read(other).get())
    expectEqual(found?.what.en.contains("shop magazin has documents of account firma"), true)
    expectEqual(found?.remedy.en.contains("account: firma"), true)
  }

  @Test func `a shop that has documents and is gone is named`() throws {
    func gone(_ text: String) throws -> [ShopID] {
      SettingsContinuity(owners: [Self.owner]).gone(from: try SettingsFile.read(text).get())
    }
    #expect(try gone(SettingsFile.good).isEmpty)
    // Renamed together with its series, which is no break.
    let other = SettingsFile.good
      .replacing("  magazin:", with: "  alt:").replacing("series: FCT", with: "series: FCA")
    try expectEqual(gone(other), ["magazin"])
  }

  @Test func `a shop with documents keeps its name, but may go`() throws {
    let found = try problem(replacing: "  magazin:", with: "  magazin-nou:")
    expectEqual(found?.what.en.contains("shop magazin-nou, which has none, takes its place"), true)
    // Another shop, with a series of its own.
    let other = SettingsFile.good
      .replacing("  magazin:", with: "  alt:").replacing("series: FCT", with: "series: FCA")
    #expect(
      SettingsContinuity(owners: [Self.owner])
        .firstBreak(in: try SettingsFile.read(other).get()) == nil)
  }

  @Test func `an order of nothing is skipped unless the settings want it`() throws {
    try expectEqual(
      SettingsFile.read(SettingsFile.good).get().policies["magazin"]?.zeroTotal, .skip)
    let text = SettingsFile.good.replacing("series: FCT", with: "series: FCT, zero_total: issue")
    try expectEqual(SettingsFile.read(text).get().policies["magazin"]?.zeroTotal, .issue)
    #expect(
      SettingsFile.errors(replacing: "series: FCT", with: "series: FCT, zero_total: isue")
        .contains("zero_total"))
  }
}
