import Domain
import Testing

extension StorePromise {
  static let restores = [
    StorePromise("a restore is bound to the newest cancelled invoice, done once, and unbound") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .cancelled)
      let later = try await scene.ask("e2", cause: .request)
      _ = try await scene.ask("e3", cancelling: "1001")
      try await expectEqual(scene.invoice(later.id).state, .withdrawn)
      let bound = try await scene.ask("r1", restoring: "1001")
      expectEqual(bound.id, invoice.id)
      expectEqual(bound.restoring, "r1")
      try await expectEqual(scene.ask("r2", restoring: "1001").restoring, "r1")
      let claim = try await scene.claim(.restoreInvoice, of: "r1")
      try await expectEqual(
        scene.settle(claim, .completed, changes: [.restored(invoice.id)]), .settled)
      let restored = try await scene.invoice(invoice.id)
      expectEqual(restored.state, .issued)
      #expect(restored.restoring == nil)
      expectEqual(restored.restores, 1)
    },
    StorePromise("a request during a restore meets the invoice, and a cancel is bound after it") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .cancelled)
      _ = try await scene.ask("r1", restoring: "1001")
      try await expectEqual(scene.ask("e2", cause: .request).id, invoice.id)
      try await expectEqual(scene.ask("c2", cancelling: "1001").cancelling, "c2")
      let claim = try await scene.claim(.restoreInvoice, of: "r1")
      try await expectEqual(
        scene.settle(claim, .completed, changes: [.restored(invoice.id)]), .settled)
      try await expectEqual(scene.invoice(invoice.id).cancelling, "c2")
    },
    StorePromise("a request after a cancel opens the next invoice, whatever is restored before it")
    {
      scene in
      let invoice = try await scene.ask("e1")
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      let failure = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          claim, .held(failure), changes: [.inDoubt(reservation, failure)]), .settled)
      _ = try await scene.ask("c1", cancelling: "1001")
      try await expectEqual(scene.ask("r1", restoring: "1001").restoring, "r1")
      try await expectEqual(scene.ask("e2", cause: .request).id, invoice.id)
      _ = try await scene.ask("c2", cancelling: "1001")
      try await expectEqual(scene.ask("e3", cause: .request).key.revision, 1)
    },
    StorePromise("a call is permitted while its claim stands and its document is as it was seen") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      let seen = try await scene.invoice(invoice.id)
      let bound = try await scene.ask("c1", cancelling: "1001")
      let cancel = try await scene.claim(.cancelInvoice, of: "c1")
      func permission(_ call: DocumentCall) async throws -> CallPermission {
        try await scene.store.permission(for: call, at: scene.now)
      }
      try await expectEqual(permission(DocumentCall(.cancel, bound, cancel.fence)), .granted)
      try await expectEqual(permission(DocumentCall(.mail, seen, cancel.fence)), .changed)
      // It is done after the cancel.
      _ = try await scene.ask("r1", restoring: "1001")
      try await expectEqual(permission(DocumentCall(.cancel, bound, cancel.fence)), .granted)
      try await expectEqual(
        scene.settle(cancel, .completed, changes: [.cancelled(invoice.id)]), .settled)
      try await expectEqual(permission(DocumentCall(.cancel, bound, cancel.fence)), .fenced)

      let restore = try await scene.claim(.restoreInvoice, of: "r1")
      let cancelled = try await scene.invoice(invoice.id)
      try await expectEqual(permission(DocumentCall(.restore, cancelled, restore.fence)), .granted)
      try await expectEqual(permission(DocumentCall(.cancel, bound, restore.fence)), .changed)
      try await expectEqual(
        scene.settle(restore, .completed, changes: [.restored(invoice.id)]), .settled)
      // It is issued again, and yet not as it was seen.
      _ = try await scene.ask("c2", cancelling: "1001")
      let next = try await scene.claim(.cancelInvoice, of: "c2")
      try await expectEqual(permission(DocumentCall(.cancel, bound, next.fence)), .changed)
      let restored = try await scene.invoice(invoice.id)
      try await expectEqual(permission(DocumentCall(.cancel, restored, next.fence)), .granted)
    },
    StorePromise("a restore of what isn't cancelled, or of nothing, changes nothing") { scene in
      try await scene.handle("r0", [scene.restore("1001", "r0")])
      #expect(
        try await scene.store.invoice(boundTo: "r0", of: scene.shop, as: .restore) == nil)
      let invoice = try await scene.ask("e1")
      #expect(try await scene.ask("r1", restoring: "1001").restoring == nil)
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      #expect(try await scene.ask("r2", restoring: "1001").restoring == nil)
      #expect(try await scene.apply(.restored(invoice.id), by: "x") != .settled)
    },
    StorePromise("a replayed restore is bound again, but not over a later cancel or invoice") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .cancelled)
      _ = try await scene.ask("r1", restoring: "1001")
      let claim = try await scene.claim(.restoreInvoice, of: "r1")
      try await expectEqual(
        scene.settle(
          claim, .held(Failure(.restoreRefused)), changes: [.restoreEnded(invoice.id, of: "r1")]),
        .settled)
      #expect(try await scene.invoice(invoice.id).restoring == nil)
      try await scene.replay("r1", run: 1, [scene.restore("1001", "r1", run: 1)])
      try await expectEqual(scene.invoice(invoice.id).restoring, "r1")
      let again = try await scene.claim(.restoreInvoice, of: "r1")
      try await expectEqual(
        scene.settle(
          again, .held(Failure(.restoreRefused)), changes: [.restoreEnded(invoice.id, of: "r1")]),
        .settled)
      _ = try await scene.ask("c9", cancelling: "1001")
      try await scene.replay("r1", run: 2, [scene.restore("1001", "r1", run: 2)])
      #expect(try await scene.invoice(invoice.id).restoring == nil)
      #expect(try await scene.isRefused(.requeue(again.job.id)))
    },
  ]
}
