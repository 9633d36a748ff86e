import Domain
import Foundation
import Meters
import TestKit
import Testing

@testable import App

@Suite struct GaugesTests {
  private func value(_ name: String) -> Double? {
    let families = Gauges.families(of: TopScreenTests.status())
    return families.first { $0.name == name }?.samples.first?.value
  }

  @Test func `payments that nobody knows of are in doubt as invoices are`() {
    expectEqual(value("intent_in_doubt"), 3)
    expectEqual(value("intent_in_doubt_oldest_seconds"), 600)
  }

  @Test func `a payment is no invoice that isn't issued`() {
    expectEqual(value("oldest_unissued_seconds"), 500)
  }

  @Test func `what was given up alarms nobody as waiting for a person`() throws {
    let rules = try String(contentsOfFile: Repository.path("deploy/alerts.yml"), encoding: .utf8)
    let held = try #require(
      rules.components(separatedBy: "- alert: ").first { $0.hasPrefix("PunteJobsHeld\n") })
    #expect(held.contains(#"dispatch_depth{state="held"}"#))
    #expect(!held.contains("discarded"))
  }
}
