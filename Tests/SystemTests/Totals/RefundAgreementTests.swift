import Domain
import Foundation
import TestKit
import Testing

@testable import Engine
@testable import SmartBill

/// Over refunds in part of generated orders: what passes comes, with a minus, to what the shop gives
/// back, in SmartBill, to the ban, whichever way it rounds; and all that is given back of an invoice
/// is never more than it came to.
///
/// `deploy/verify totals` runs it beside `TotalsAgreementTests`, over as many orders.
@Suite struct RefundAgreementTests {
  private static let ordersDefault = 500
  /// Of one order; most shops make one.
  private static let refundsMax = 5
  /// Of the refunds whose account rounds as their shop does, in percent.
  private static let heldShareMax = 1.0

  private struct Tally {
    var refunds = 0
    var issued = 0
    var held = 0
    /// More than was left.
    var refused = 0
  }

  @Test func `what is given back comes to its total, and to no more than the invoice`() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed =
      environment["PUNTE_TOTALS_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
    let orders = environment["PUNTE_TOTALS_ORDERS"].flatMap(Int.init) ?? Self.ordersDefault
    var tally = Tally()
    for index in 0..<orders { try check(seed &+ UInt64(index), &tally) }
    print(
      "totals: \(tally.refunds) refunds in part, seed \(seed): \(tally.refused) refused as more than "
        + "was left; where the account rounds as the shop does \(tally.issued) issued, "
        + "\(tally.held) held")
    #expect(tally.issued > 0 && tally.refused > 0)
    #expect(
      Double(tally.held) * 100 <= Self.heldShareMax * Double(tally.issued + tally.held),
      "seed \(seed)")
  }

  private func check(_ seed: UInt64, _ tally: inout Tally) throws {
    var chance = SeededRandom(seed: seed)
    let generated = GeneratedOrder(&chance)
    guard generated.flaw == nil, let invoiced = generated.order.total.bani, invoiced > 0 else {
      return
    }
    let original = invoice(1, .invoice, generated.order)
    guard let sold = try sold(generated) else { return }
    var taken: [DocumentLines] = []
    var reversals: [Invoice] = []
    var left = generated.sold.map(\.count)
    var given = 0
    for _ in 0..<Int.random(in: 1...Self.refundsMax, using: &chance) {
      let before = left
      let refund = GeneratedRefund(of: generated, left: &left, &chance)
      guard refund.total > 0 else { continue }
      tally.refunds += 1
      let obstacle = ReversalRule.obstacle(
        to: .part(refund.order, DocumentTerms()), of: original, beside: reversals)
      let exceeds = given + refund.total > Int(invoiced)
      expectEqual((obstacle?.code == .refundExceeds), exceeds, "order of seed \(seed)")
      guard obstacle == nil else {
        tally.refused += 1
        continue
      }
      let id = Invoice.ID(reversals.count + 2)
      guard let body = try issued(refund, of: generated, id, &tally, seed) else { continue }
      let lines = try #require(AskedLines.read(body))
      let excess = RefundLimit(invoice: sold, taken: taken).excess(of: lines)
      // Where all of it is there to be given back, nothing is too much of anything.
      if generated.isExact, zip(before, refund.counts).allSatisfy({ $0 >= $1 }) {
        #expect(excess == nil, "order of seed \(seed)")
      }
      guard excess == nil else {
        tally.refused += 1
        continue
      }
      taken.append(lines)
      given += refund.total
      reversals.append(invoice(id, .refund, refund.order))
      #expect(given <= Int(invoiced), "order of seed \(seed)")
    }
  }

  /// What the order's invoice holds; nil where it isn't issued.
  private func sold(_ generated: GeneratedOrder) throws -> DocumentLines? {
    let row = invoice(1, .invoice, generated.order)
    let draft = InvoiceDraft(
      key: row.key, series: row.series, order: generated.order, issuedOn: "2026-11-23")
    for rounding in VATRounding.allCases where generated.pricing.rounds(as: rounding) {
      let preparation = InvoicePreparation(
        naming: VATNaming(isPayer: generated.paysVAT), vatRounding: rounding)
      if let body = try? preparation.prepare(draft).body {
        return try #require(AskedLines.read(body))
      }
    }
    return nil
  }

  /// What is sent where the account rounds as the shop does, if it is issued; either way, what is
  /// issued is right.
  private func issued(
    _ refund: GeneratedRefund, of generated: GeneratedOrder, _ id: Invoice.ID,
    _ tally: inout Tally, _ seed: UInt64
  ) throws -> [UInt8]? {
    let row = invoice(id, .refund, refund.order)
    let draft = InvoiceDraft(
      key: row.key, series: row.series, order: refund.order, issuedOn: "2026-11-23",
      corrects: invoice(1, .invoice, generated.order).document)
    let naming = VATNaming(isPayer: generated.paysVAT)
    try WireAgreement.check(draft, naming, paysVAT: generated.paysVAT, seed: seed)
    var issued: [UInt8]?
    for rounding in VATRounding.allCases {
      let preparation = InvoicePreparation(naming: naming, vatRounding: rounding)
      let isOwn = generated.pricing.rounds(as: rounding)
      do throws(Failure) {
        let prepared = try preparation.prepare(draft)
        let theirs = try? PretendedBooks.total(
          of: prepared.body, roundedByLine: rounding == .line, paysVAT: generated.paysVAT)
        expectEqual(
          theirs, Money(bani: Int64(-refund.total)).description,
          "order of seed \(seed), \(rounding)")
        if isOwn {
          tally.issued += 1
          issued = prepared.body
        }
      } catch {
        expectEqual(error.code, .orderTotalDiffers, "order of seed \(seed): \(error)")
        if isOwn { tally.held += 1 }
      }
    }
    return issued
  }

  private func invoice(_ id: Invoice.ID, _ kind: InvoiceKey.Kind, _ order: Order) -> Invoice {
    let number = InvoiceNumber(series: Series.sample.name, value: Int(id))
    return Invoice(
      id: id,
      key: InvoiceKey(
        account: "firma", shop: "magazin", order: "1", kind: kind,
        item: kind == .refund ? "R\(id)" : "", revision: 0),
      series: .sample, state: .issued, attempt: 1, openedBy: "e", cancelling: nil,
      document: IssuedDocument(
        number: number, total: order.total, currency: order.currency, issuedOn: "2026-11-23"),
      expectedNumber: nil,
      reserved: ReservedDocument(
        total: order.total, currency: order.currency, issuedOn: "2026-11-23"),
      failure: nil, createdAt: .sample, updatedAt: .sample)
  }
}
