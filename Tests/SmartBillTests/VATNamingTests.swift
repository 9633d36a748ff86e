import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct VATNamingTests {
  private func prepare(
    _ line: OrderLine, _ naming: VATNaming = VATNaming(), country: String = "Romania",
    on day: String = "2026-11-23"
  ) throws(Failure) -> String {
    var customer = Party.ion
    customer.country = country
    var draft = InvoiceDraft.of([line], total: line.price, customer: customer)
    draft.issuedOn = day
    return String(
      decoding: try InvoicePreparation(naming: naming).prepare(draft).body, as: UTF8.self)
  }

  @Test(arguments: ["19", "9", "5", "20"] as [VATRate])
  func `a rate that isn't valid on the invoice's date holds the order`(rate: VATRate) {
    expectEqual(
      failure { () throws(Failure) in try prepare(.product("9.00", vat: rate)) },
      Failure(
        .vatRateNotValid,
        detail: "lines[0].vat_rate is \(rate); valid on the invoice's date are 21, 11"))
  }

  @Test func `the date is the invoice's: on the last day of the old rates the new don't pass`() {
    expectEqual(
      failure { () throws(Failure) in try prepare(.product("9.00"), on: "2025-07-31") }?.code,
      .vatRateNotValid)
    #expect(
      failure { () throws(Failure) in try prepare(.product("9.00"), on: "2025-08-01") } == nil)
  }

  @Test(
    arguments: [
      (.reverseCharge, "Taxare inversa"), (.exemptWithDeduction, "SDD"),
      (.exemptWithoutDeduction, "SFDD"),
    ] as [(VATReason, String)])
  func `a rate of zero is named by its reason`(reason: VATReason, name: String) throws {
    var line = OrderLine.product("9.00", vat: "0")
    line.vatReason = reason
    #expect(try prepare(line).contains(#""taxName":"\#(name)","taxPercentage":0"#))
  }

  @Test func `a rate of zero without a reason, or a reason without a name, is held`() {
    var line = OrderLine.product("9.00", vat: "0")
    expectEqual(
      failure { () throws(Failure) in try prepare(line) },
      Failure(.vatRateUnnamed, detail: "lines[0].vat_rate is 0"))
    line.vatReason = .notTaxable
    expectEqual(
      failure { () throws(Failure) in try prepare(line) },
      Failure(.vatRateUnnamed, detail: "lines[0].vat_reason is not_taxable"))
    var naming = VATNaming()
    naming.byReason[.notTaxable] = "SGR"
    #expect(failure { () throws(Failure) in try prepare(line, naming) } == nil)
  }

  @Test func `a reason beside a rate is a contradiction`() {
    var line = OrderLine.product("9.00")
    line.vatReason = .reverseCharge
    expectEqual(
      failure { () throws(Failure) in try prepare(line) },
      Failure(
        .orderNotInvoiceable,
        detail: "lines[0].vat_reason is why there is no VAT, though vat_rate is 21"))
  }

  @Test func `another country's rate passes for a customer there, if the settings name it`() {
    var naming = VATNaming()
    naming.byRate["19"] = "Germania"
    let line = OrderLine.product("9.00", vat: "19")
    #expect(
      failure { () throws(Failure) in try prepare(line, naming, country: "Germany") } == nil)
    expectEqual(failure { () throws(Failure) in try prepare(line, naming) }?.code, .vatRateNotValid)
    // Their shops can't mend it: what is missing is the name.
    expectEqual(
      failure { () throws(Failure) in try prepare(line, country: "Germany") },
      Failure(
        .vatRateUnnamed, detail: "lines[0].vat_rate is 19, of a customer in DE"))
  }

  @Test func `a rate that is named for a country has that name there, and its own elsewhere`()
    throws
  {
    var naming = VATNaming()
    naming.byCountry[try #require(ForeignVATRate("NL 21"))] = "OSS Olanda"
    let line = OrderLine.product("9.00")
    for country in ["NL", "Olanda", "netherlands"] {
      #expect(try prepare(line, naming, country: country).contains(#""taxName":"OSS Olanda""#))
    }
    for country in ["Romania", "BE", "Namibia"] {
      #expect(try prepare(line, naming, country: country).contains(#""taxName":"Normala""#))
    }
  }

  @Test(arguments: ["NL", "21", "NL21", "Narnia 21", "NL 121", "NL -1", "NL 21%", "RO 21", " 21"])
  func `what names no country's rate isn't taken for one`(text: String) {
    #expect(ForeignVATRate(text) == nil)
  }

  @Test func `a company that pays no VAT sends no rates, and takes no order that has any`() throws {
    let naming = VATNaming(isPayer: false)
    let body = try prepare(.product("9.00", vat: "0"), naming)
    #expect(!body.contains("taxName") && !body.contains("taxPercentage"))
    expectEqual(
      failure { () throws(Failure) in try prepare(.product("9.00"), naming) },
      Failure(.companyPaysNoVAT, detail: "lines[0].vat_rate is 21"))
  }
}
