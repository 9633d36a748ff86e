import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: how the account is set up, and what its user may do.
struct CompanyTests {
  @Test func `a company of others is told apart from one that isn't there`() async throws {
    var settings = SmartBillSettings()
    settings.otherCompanies = ["RO2"]
    try await withSmartBill(settings) { client in
      for (cif, ending) in [("RO2", "pentru acest utilizator."), ("RO3", "in Cloud.")] {
        let reply = try await client.call("GET", "/SBORO/api/series?cif=\(cif)&type=f")
        expectEqual(reply.status, 401)
        expectEqual(errorText(reply)?.hasSuffix(ending), true)
      }
    }
  }

  @Test func `a company that pays no VAT has no rates, and its lines need none`() async throws {
    var settings = SmartBillSettings()
    settings.rules.paysVAT = false
    try await withSmartBill(settings) { client in
      let taxes = try await client.call("GET", "/SBORO/api/tax?cif=RO12345674")
      expectEqual(taxes.status, 400)
      expectEqual(errorText(taxes), "Firma este neplatitoare de tva.")
      let line = #"{"name":"Cafea","measuringUnitName":"buc","quantity":2,"price":50}"#
      let half = Sample.discount(#""discountPercentage":50,"numberOfItems":1"#)
      try await expectEqual(client.issue(Sample.invoice("\(line),\(half)")).status, 200)
      try await expectEqual(
        client.state().documents[0].totals, .init(net: "50.00", vat: "0.00", total: "50.00"))
      let tax = try await client.issue(Sample.invoice(extra: #","usePaymentTax":true"#))
      expectEqual(errorText(tax), "O firma neplatitoare de tva nu poate folosi tva la incasare!")
    }
  }

  @Test func `a right that is lacking is refused`() async throws {
    var settings = SmartBillSettings()
    settings.rules.lacking = [.changeInvoices, .viewInvoices, .addPayments]
    try await withSmartBill(settings) { client in
      _ = try await client.issue()
      let query = "?cif=RO12345674&seriesname=FCT&number=0001"
      let cancel = try await client.call("PUT", "/SBORO/api/invoice/cancel" + query)
      expectEqual(errorText(cancel), "Nu aveti dreptul de a modifica factura")
      let pdf = try await client.call("GET", "/SBORO/api/invoice/pdf" + query)
      expectEqual(errorText(pdf), "Nu puteti vizualiza factura!")
      let payment = try await client.call(
        "POST", "/SBORO/api/payment", body: #"{"companyVatCode":"RO12345674"}"#)
      expectEqual(errorText(payment), "Nu aveti dreptul de a adauga incasari")
    }
    settings.rules.lacking = [.addInvoices]
    try await withSmartBill(settings) { client in
      let reply = try await client.issue()
      expectEqual(errorText(reply), "Nu aveti dreptul de a adauga facturi")
    }
  }

  @Test func `the plugin's two lists are there, unless the account lacks them`() async throws {
    var settings = SmartBillSettings()
    settings.warehouses = [Warehouse(name: "Depozit"), Warehouse(name: "Magazin", kind: .retail)]
    try await withSmartBill(settings) { client in
      let warehouses = try await client.call("GET", "/SBORO/api/company/warehouses?cif=RO12345674")
      expectEqual(member("warehouses", of: warehouses) as? [String], ["Depozit", "Magazin"])
      let units = try await client.call("GET", "/SBORO/api/company/mu?cif=RO12345674")
      expectEqual((member("mu", of: units) as? [String])?.contains("buc"), true)
    }
    settings.listsCompany = false
    try await withSmartBill(settings) { client in
      for list in ["warehouses", "mu"] {
        let reply = try await client.call("GET", "/SBORO/api/company/\(list)?cif=RO12345674")
        expectEqual(reply.status, 404)
      }
    }
  }

  @Test func `a sandbox may be told to take seriesName`() async throws {
    var settings = SmartBillSettings()
    settings.takesSeriesName = true
    try await withSmartBill(settings) { client in
      _ = try await client.issue()
      let reply = try await client.call(
        "PUT", "/SBORO/api/invoice/cancel?cif=RO12345674&seriesName=FCT&number=0001")
      expectEqual(reply.status, 200)
    }
  }

  @Test func `a payment link comes back, the caller's or one that is made`() async throws {
    try await withSmartBill { client in
      let own = try await client.issue(
        Sample.invoice(extra: #","paymentUrl":"https://pay.example/1""#))
      expectEqual(member("url", of: own) as? String, "https://pay.example/1")
      let made = try await client.issue(Sample.invoice(extra: #","paymentUrl":"Generate URL""#))
      expectEqual(
        (member("url", of: made) as? String)?.hasPrefix("http://127.0.0.1:\(client.port)/"), true)
    }
  }
}
