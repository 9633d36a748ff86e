import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct PaymentStatusAnswerTests {
  private func reading(_ status: Int, _ body: String) -> DocumentReading {
    PaymentStatusAnswer(block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test(arguments: [
    #"{"errorText":"","number":"","invoiceTotalAmount":131,"paidAmount":0,"paid":false}"#,
    #"{"errorText":"","invoiceTotalAmount":131.00,"unpaidAmount":131.0}"#,
    #"{"errorText":"","invoiceTotalAmount":"131.00"}"#,
    #"{"sbcInvoicePaymentStatusResponse":{"errorText":"","invoiceTotalAmount":131.0}}"#,
  ])
  func `a document that exists is told with its total, to the ban`(body: String) {
    expectEqual(reading(200, body), .exists(total: "131.00"))
  }

  private func paid(_ body: String) -> PaidReading {
    PaymentStatusAnswer(block: .seconds(600))
      .paid(of: .answered(status: 200, body: Array(body.utf8)), at: .noon)
  }

  @Test func `what is paid is told beside the total, and is never guessed`() {
    for amount in ["100.1", "\"100.10\""] {
      let body = #"{"errorText":"","invoiceTotalAmount":131,"paidAmount":\#(amount)}"#
      expectEqual(paid(body), .exists(PaidAmount(total: "131.00", paid: "100.10")))
    }
    let without = #"{"errorText":"","invoiceTotalAmount":131,"unpaidAmount":31}"#
    guard case .unavailable = paid(without) else {
      Issue.record("an amount was made up")
      return
    }
  }

  @Test func `amounts are read by their digits`() {
    for amount in ["0.1", "19.99", "1234567.89", "-131.05", "0.29", "4.35"] {
      let body = #"{"errorText":"","invoiceTotalAmount":\#(amount)}"#
      expectEqual(reading(200, body), .exists(total: Money(amount) ?? "0.00"), "\(amount)")
    }
  }

  @Test(arguments: [
    (400, #"{"errorText":"Factura nu a fost gasita","paid":false}"#),
    (400, #"{"errorText":"Factura nu a fost gasita!","paid":false}"#),
    (200, #"{"errorText":"Factura nu a fost gasita"}"#),
  ])
  func `a document that isn't there is absent`(status: Int, body: String) {
    expectEqual(reading(status, body), .absent)
  }

  @Test(
    arguments: [
      (200, "", .smartBillUnreachable), (200, "{}", .smartBillUnreachable),
      (200, #"{"invoiceTotalAmount":null}"#, .smartBillUnreachable),
      (200, #"{"invoiceTotalAmount":"131,00"}"#, .smartBillUnreachable),
      (502, "<html>", .smartBillUnreachable),
      (502, #"{"errorText":"Factura nu a fost gasita"}"#, .smartBillUnreachable),
      (401, #"{"errorText":"Autentificare esuata."}"#, .smartBillCredentials),
      (400, #"{"errorText":"Nu puteti vizualiza factura!"}"#, .smartBillRefused),
    ] as [(Int, String, FailureCode)])
  func `anything else is no evidence`(status: Int, body: String, code: FailureCode) {
    guard case .unavailable(let failure) = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) is read as \(reading(status, body))")
      return
    }
    expectEqual(failure.code, code)
  }

  @Test func `a block is told apart`() {
    expectEqual(reading(429, ""), .blocked(until: .noon + .seconds(600)))
  }
}
