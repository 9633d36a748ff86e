import Domain
import Engine
import Signatures
import SmartBill
import StageKit
import TestKit
import Testing
import Transport

@Suite struct InvoicingContractTests {
  @Test(arguments: InvoicingPromise.all)
  func `the client keeps against the sandbox`(_ promise: InvoicingPromise) async throws {
    try await Stage.with { stage in
      let account = SmartBillAccount(
        id: "firma", email: "office@firma.example", token: SmartBillToken(Stage.token),
        cif: Stage.cif, baseURL: stage.smartBill.address)
      let transport = HTTPTransport()
      defer { transport.shutdown() }
      let clock = try #require(WallClock())
      try await promise.check(
        SmartBillClient(
          accounts: [account], transport: transport, time: clock, hasHistory: false,
          seal: ReferenceSeal(try Secret(bytes: Array("a key of the test".utf8)))))
    }
  }
}
