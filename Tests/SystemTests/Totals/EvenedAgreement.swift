import Domain
import TestKit
import Testing

@testable import SmartBill

/// Lines that were evened out come to the total, and are still the order's.
enum EvenedAgreement {
  /// One ban, in Money's units times a hundredth of a percent.
  private static let ban: Int128 = 100 * 10_000

  static func check(_ draft: InvoiceDraft, _ naming: VATNaming, seed: UInt64) {
    guard let wire = try? WireInvoice(draft, naming: naming) else { return }
    let before = InvoiceTotals.amounts(of: wire.products, precision: wire.precision)
    for means in [EvenedLines.Means.prices, .pieces] {
      let lines = EvenedLines(wire.products, precision: wire.precision)
      guard let entries = lines.entries(comingTo: draft.order.total, by: means) else { continue }
      let after = InvoiceTotals.amounts(of: entries.flatMap(\.self))
      let comment: Comment = "order of seed \(seed), \(means)"
      #expect(after.allSatisfy { $0.isVATIncluded }, comment)
      expectEqual(after.reduce(0) { $0 + $1.value }, Int128(draft.order.total.units), comment)

      var byRate: [VATCharge?: (change: Int128, lines: Int128)] = [:]
      var first = 0
      for (amount, entries) in zip(before, entries) {
        let now = after[first..<first + entries.count]
        first += entries.count
        #expect(now.allSatisfy { $0.charge == amount.charge }, comment)
        let rate = amount.isVATIncluded ? 0 : Int128(amount.charge?.rate.units ?? 0)
        let change = now.reduce(0) { $0 + $1.value } * 10_000 - amount.value * (10_000 + rate)
        #expect(change.magnitude <= ban.magnitude, comment)
        byRate[amount.charge, default: (0, 0)].change += change
        byRate[amount.charge]?.lines += 1
      }
      for sum in byRate.values {
        #expect(2 * sum.change.magnitude <= ((sum.lines + 1) * ban).magnitude, comment)
      }
    }
  }
}
