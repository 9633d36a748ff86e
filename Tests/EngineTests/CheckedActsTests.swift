import Domain
import TestKit
import Testing

@testable import Engine

/// What a person says is deleted is looked up before it is believed.
@Suite struct CheckedActsTests {
  func result(_ bench: Workbench, _ id: Invoice.ID) async throws -> ActResult {
    try await CheckedActs(of: bench.store, bench.invoicing, time: bench.clock).perform(
      .resolve(id, .deleted), by: Operator(name: "Ana", reason: "deleted"),
      at: bench.clock.now())
  }

  func isRefused(_ bench: Workbench, _ id: Invoice.ID) async throws -> Bool {
    guard case .refused = try await result(bench, id) else { return false }
    return true
  }

  func issued(_ body: (Workbench, Invoice) async throws -> Void) async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await body(bench, try await bench.invoices()[0])
    }
  }

  @Test func `a document that SmartBill still shows is not forgotten`() async throws {
    try await issued { (bench: Workbench, invoice: Invoice) async throws -> Void in
      #expect(try await isRefused(bench, invoice.id))
      // Where a template prints no reference, its total tells.
      bench.invoicing.change { $0.documents[1]?.references = [] }
      #expect(try await isRefused(bench, invoice.id))
      try await expectEqual(bench.states(), [.issued])
      bench.invoicing.change { $0.documents = [:] }
      try await expectEqual(result(bench, invoice.id), .done)
      try await expectEqual(bench.states(), [.abandoned])
    }
  }

  @Test func `a document that can't be read is not forgotten, whatever it comes to`() async throws {
    try await issued { (bench: Workbench, invoice: Invoice) async throws -> Void in
      bench.invoicing.change { $0.documents[1]?.isUnread = true }
      #expect(try await isRefused(bench, invoice.id))
      bench.invoicing.change { $0.documents[1]?.total = "99.00" }
      #expect(try await isRefused(bench, invoice.id))
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `a number that was given out again tells nothing of the document before`()
    async throws
  {
    try await issued { (bench: Workbench, invoice: Invoice) async throws -> Void in
      let other = InvoiceKey(account: "firma", shop: "magazin", order: "9", revision: 0)
      bench.invoicing.change {
        $0.documents[1] = .init(total: "131.00", references: [other.reference])
      }
      try await expectEqual(result(bench, invoice.id), .done)
    }
  }

  @Test func `other answers are not looked up, nor what there is no document of`() async throws {
    try await issued { (bench: Workbench, _: Invoice) async throws -> Void in
      try await expectEqual(result(bench, 99), .notFound)
      let acts = CheckedActs(of: bench.store, bench.invoicing, time: bench.clock)
      let result = try await acts.perform(
        .resumeSeries(.sample), by: Operator(name: "Ana", reason: "checked"),
        at: bench.clock.now())
      expectEqual(result, .notFound)
    }
  }
}
