import Domain
import Foundation
import TestKit
import Testing

@testable import SmartBill

/// Over generated orders of every kind: what passes comes to the order's total in SmartBill, to the
/// ban, whichever way it rounds; what is held says by how much it differs and what it looks like.
///
/// `deploy/verify totals` runs it over 20,000; `PUNTE_TOTALS_SEED` repeats a run.
@Suite struct TotalsAgreementTests {
  /// In a run of all tests, which it must not keep from their processors.
  private static let ordersDefault = 1_000
  /// Of the orders that a shop could have made, in percent; whatever is known of the account.
  private static let heldShareMax = 1.0
  private static let workers = 4

  private struct Tally {
    var orders = 0
    var issued = 0
    var held = 0
    var plausible = 0
    var plausibleHeld = 0
    /// Of shops that round otherwise than the account: without a rounding line, and with one.
    var otherwise = 0
    var otherwiseHeld = 0
    var otherwiseHeldWithLine = 0
    /// Of all that a shop could have made, whose account says nothing of rounding.
    var unset = 0
    var unsetHeld = 0

    static func + (left: Tally, right: Tally) -> Tally {
      var sum = left
      for path in [
        \Tally.orders, \.issued, \.held, \.plausible, \.plausibleHeld, \.otherwise,
        \.otherwiseHeld, \.otherwiseHeldWithLine, \.unset, \.unsetHeld,
      ] { sum[keyPath: path] += right[keyPath: path] }
      return sum
    }
  }

  @Test func `what is issued comes to the order's total, and little is held`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let seed =
      environment["PUNTE_TOTALS_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
    let orders = environment["PUNTE_TOTALS_ORDERS"].flatMap(Int.init) ?? Self.ordersDefault
    print("totals: seed \(seed)")
    let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
      for worker in 0..<Self.workers {
        group.addTask {
          var tally = Tally()
          for index in stride(from: worker, to: orders, by: Self.workers) {
            try Self.check(seed &+ UInt64(index), &tally)
          }
          return tally
        }
      }
      var sum = Tally()
      for try await part in group { sum = sum + part }
      return sum
    }
    func percent(_ part: Int, of whole: Int) -> String {
      String(format: "%.2f %%", whole == 0 ? 0 : Double(part) * 100 / Double(whole))
    }
    print(
      """
      totals: \(tally.orders) orders in both roundings: \(tally.issued) issued, \(tally.held) held
      totals: of \(tally.plausible) that a shop could have made and whose account rounds as it does \
      \(percent(tally.plausibleHeld, of: tally.plausible)) held
      totals: of \(tally.otherwise) whose account rounds otherwise \
      \(percent(tally.otherwiseHeld, of: tally.otherwise)) held, with a rounding line of 0.10 \
      \(percent(tally.otherwiseHeldWithLine, of: tally.otherwise))
      totals: of \(tally.unset) with neither vat_rounding nor rounding_line set \
      \(percent(tally.unsetHeld, of: tally.unset)) held
      """)
    expectEqual(tally.orders, orders)
    for (held, all) in [
      (tally.plausibleHeld, tally.plausible), (tally.otherwiseHeld, tally.otherwise),
      (tally.unsetHeld, tally.unset),
    ] { #expect(Double(held) * 100 <= Self.heldShareMax * Double(all), "seed \(seed)") }
    #expect(tally.held > 0 && tally.issued > tally.held)
  }

  /// - Parameter seed: of this order alone; named where something is wrong.
  private static func check(_ seed: UInt64, _ tally: inout Tally) throws {
    var chance = SeededRandom(seed: seed)
    let generated = GeneratedOrder(&chance)
    let draft = InvoiceDraft(
      key: InvoiceKey(account: "firma", shop: "magazin", order: "1", revision: 0),
      series: .sample, order: generated.order, issuedOn: "2026-11-23")
    let naming = VATNaming(isPayer: generated.paysVAT)
    tally.orders += 1

    try WireAgreement.check(draft, naming, paysVAT: generated.paysVAT, seed: seed)
    EvenedAgreement.check(draft, naming, seed: seed)
    for rounding in VATRounding.allCases {
      let isIssued = try issues(draft, naming, rounding, line: nil, generated, seed)
      if isIssued { tally.issued += 1 } else { tally.held += 1 }
      guard generated.flaw == nil else { continue }
      if generated.pricing.rounds(as: rounding) {
        tally.plausible += 1
        if !isIssued { tally.plausibleHeld += 1 }
      } else {
        tally.otherwise += 1
        if !isIssued { tally.otherwiseHeld += 1 }
        if try !issues(draft, naming, rounding, line: "0.10", generated, seed) {
          tally.otherwiseHeldWithLine += 1
        }
      }
    }
    // Where nobody has said how the account rounds, what passes is right either way.
    let unset = try? InvoicePreparation(naming: naming).prepare(draft)
    if generated.flaw == nil {
      tally.unset += 1
      if unset == nil { tally.unsetHeld += 1 }
    }
    if let prepared = unset {
      for byLine in [true, false] {
        let theirs = try PretendedBooks.total(
          of: prepared.body, roundedByLine: byLine, paysVAT: generated.paysVAT)
        expectEqual(theirs, draft.order.total.description, "order of seed \(seed), undecided")
      }
    }
  }

  /// Whether it is issued, and to its total; held, it must say why.
  private static func issues(
    _ draft: InvoiceDraft, _ naming: VATNaming, _ rounding: VATRounding, line: Money?,
    _ generated: GeneratedOrder, _ seed: UInt64
  ) throws -> Bool {
    let preparation = InvoicePreparation(
      naming: naming, vatRounding: rounding, roundingLineMax: line)
    do throws(Failure) {
      let prepared = try preparation.prepare(draft)
      let theirs = try? PretendedBooks.total(
        of: prepared.body, roundedByLine: rounding == .line, paysVAT: generated.paysVAT)
      expectEqual(theirs, draft.order.total.description, "order of seed \(seed), \(rounding)")
      return true
    } catch {
      switch error.code {
      case .orderTotalDiffers:
        let detail = error.detail ?? ""
        #expect(
          detail.contains(", difference ") && detail.contains(" / "), "order of seed \(seed)")
      case .vatRateNotValid: expectEqual(generated.flaw, .oldRate, "order of seed \(seed)")
      case .companyPaysNoVAT: #expect(!generated.paysVAT, "order of seed \(seed)")
      default:
        #expect(generated.flaw != nil, "order of seed \(seed): \(error.code) \(error.detail ?? "")")
      }
      return false
    }
  }
}

extension ShopSums.Pricing {
  /// Whether the shop's total is what an account that rounds so would come to.
  func rounds(as rounding: VATRounding) -> Bool {
    switch self {
    case .gross, .netFromGross: true
    case .netByLine: rounding == .line
    case .netByDocument: rounding == .document
    }
  }
}
