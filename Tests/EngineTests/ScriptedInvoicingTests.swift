import TestKit
import Testing

@Suite struct ScriptedInvoicingTests {
  @Test(arguments: InvoicingPromise.all)
  func `the scripted service keeps`(_ promise: InvoicingPromise) async throws {
    try await promise.check(ScriptedInvoicing())
  }
}
