import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: what lies in the warehouses, what sells it, and what refuses to.
struct StockTests {
  private func receive(
    _ name: String, _ quantity: Int, code: String = "", warehouse: String = "Depozit",
    date: String = "2026-11-01", at client: SmartBillClient
  ) async throws {
    let reply = try await client.call(
      "POST", "/_sandbox/stock",
      body: #"{"warehouse":"\#(warehouse)","name":"\#(name)","code":"\#(code)","unit":"buc","#
        + #""quantity":\#(quantity),"date":"\#(date)"}"#)
    expectEqual(reply.status, 200, "\(reply.body)")
  }

  private func sell(
    _ name: String, _ quantity: Int, code: String = "", more: String = "",
    warehouse: String = "Depozit", date: String = "2026-11-23", at client: SmartBillClient
  ) async throws -> RawConnection.Response {
    let line = Sample.product.replacing(#""Cafea""#, with: #""\#(name)""#)
      .replacing(#""quantity":1"#, with: #""quantity":\#(quantity)"#).dropLast()
    return try await client.issue(
      Sample.invoice(
        line + #","code":"\#(code)","warehouseName":"\#(warehouse)"\#(more)}"#,
        extra: #","useStock":true"#
      ).replacing("2026-11-23", with: date))
  }

  private func stock(
    _ query: String = "", date: String = "2026-12-31", at client: SmartBillClient
  ) async throws -> RawConnection.Response {
    try await client.call("GET", "/SBORO/api/stocks?cif=RO12345674&date=\(date)\(query)")
  }

  /// `Depozit Cafea 8`
  private func levels(_ reply: RawConnection.Response) throws -> [String] {
    struct Reply: Decodable {
      struct Entry: Decodable {
        struct Warehouse: Decodable { var warehouseName: String }
        struct Product: Decodable {
          var productName: String
          var quantity: Int
        }
        var warehouse: Warehouse
        var products: [Product]
      }
      var list: [Entry]
    }
    return try JSONDecoder().decode(Reply.self, from: Data(reply.body.utf8)).list.flatMap { entry in
      entry.products.map {
        "\(entry.warehouse.warehouseName) \($0.productName) \($0.quantity)"
      }
    }
  }

  private func change(_ act: String, _ number: String, at client: SmartBillClient) async throws
    -> RawConnection.Response
  {
    let query = "?cif=RO12345674&seriesname=FCT&number=\(number)"
    return act == "delete"
      ? try await client.call("DELETE", "/SBORO/api/invoice\(query)")
      : try await client.call("PUT", "/SBORO/api/invoice/\(act)\(query)")
  }

  @Test func `the stock of a day is told, by warehouse, name or code`() async throws {
    var settings = SmartBillSettings()
    settings.warehouses = [Warehouse(name: "Depozit"), Warehouse(name: "Raft", kind: .retail)]
    settings.rules.usesProductCodes = true
    try await withSmartBill(settings) { client in
      #expect(try await levels(stock(at: client)).isEmpty)
      try await receive("Mere", 8, code: "M1", at: client)
      try await receive("Mere", 3, code: "M1", warehouse: "Raft", date: "2026-11-20", at: client)
      try await receive("Pere", 5, code: "P1", date: "2026-11-20", at: client)
      let mere = try await stock("&warehouseName=Raft", at: client)
      expectEqual(
        mere.body,
        #"{"errorText":"","message":"","number":"","series":"","url":"","list":"#
          + #"[{"warehouse":{"warehouseName":"Raft","warehouseType":"en detail"},"products":"#
          + #"[{"productName":"Mere","productCode":"M1","measuringUnit":"buc","quantity":3}]}]}"#)
      try await expectEqual(
        levels(stock(at: client)), ["Depozit Mere 8", "Depozit Pere 5", "Raft Mere 3"])
      try await expectEqual(levels(stock(date: "2026-11-10", at: client)), ["Depozit Mere 8"])
      try await expectEqual(
        levels(stock("&productName=mere", at: client)), ["Depozit Mere 8", "Raft Mere 3"])
      try await expectEqual(levels(stock("&productCode=P1", at: client)), ["Depozit Pere 5"])
      try await expectEqual(levels(stock("&productCode=p1", at: client)), [])
      let ecom = try await client.call(
        "GET", "/SBORO/api/stocks/ecom/?cif=RO12345674&warehouseName=Raft")
      #expect(ecom.body.contains(#""products":[["Mere","M1","buc",3]]"#))
    }
  }

  @Test func `the question must be in order`() async throws {
    try await withSmartBill { client in
      for (query, expected) in [
        ("", "Data la care vreti sa aflati valoarea stocului trebuie specificata!"),
        ("&date=23.11.2026", "Data trebuie sa fie de forma yyyy-MM-dd."),
        (
          "&date=2026-11-23&warehouseName=depozit",
          "Gestiunea depozit nu a fost gasita pe server."
        ),
      ] {
        let reply = try await client.call("GET", "/SBORO/api/stocks?cif=RO12345674\(query)")
        expectEqual(reply.status, 400)
        expectEqual(errorText(reply), expected)
      }
    }
    var settings = SmartBillSettings()
    settings.rules.hasStockModule = false
    try await withSmartBill(settings) { client in
      let asked = try await stock(at: client)
      expectEqual(errorText(asked), "Modulul stoc nu este activ!")
      let sold = try await sell("Mere", 1, at: client)
      expectEqual(errorText(sold), "Modulul stoc nu este activ!")
    }
  }

  @Test func `a sale takes out, what undoes it brings back`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      _ = try await sell("Mere", 3, at: client)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 5"])
      try await expectEqual(levels(stock(date: "2026-11-22", at: client)), ["Depozit Mere 8"])
      _ = try await change("cancel", "0001", at: client)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
      _ = try await change("restore", "0001", at: client)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 5"])
      _ = try await change("delete", "0001", at: client)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
    }
  }

  @Test func `a storno brings the goods back, and stands in the way of a cancel`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      _ = try await sell("Mere", 8, at: client)
      try await expectEqual(levels(stock(at: client)), [])
      let storno =
        #"{"companyVatCode":"RO12345674","seriesName":"FCT","number":"0001","#
        + #""issueDate":"2026-11-24"}"#
      _ = try await client.call("POST", "/SBORO/api/invoice/reverse", body: storno)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
      try await expectEqual(
        errorText(change("cancel", "0001", at: client)),
        "Pentru factura FCT0001 exista deja stornari care incarca stocul. Trebuie sa anulati "
          + "intai facturile storno (FCT0002).")
      _ = try await sell("Mere", 1, date: "2026-11-25", at: client)
      try await expectEqual(
        errorText(change("cancel", "0002", at: client)),
        "Cantitate stoc insuficienta pentru produsul Mere.")
      _ = try await change("delete", "0003", at: client)
      try await expectEqual(change("cancel", "0002", at: client).status, 200)
      try await expectEqual(levels(stock(at: client)), [])
    }
  }

  @Test func `a cancelled sale isn't restored once its goods are gone`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      _ = try await sell("Mere", 8, at: client)
      _ = try await change("cancel", "0001", at: client)
      _ = try await sell("Mere", 1, at: client)
      try await expectEqual(
        errorText(change("restore", "0001", at: client)),
        "Cantitate stoc insuficienta pentru produsul Mere.")
      #expect(try await client.state().documents[0].cancelled)
    }
  }

  @Test func `services, drafts and sales without stock move nothing`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      _ = try await sell("Transport", 1, more: #","isService":true"#, warehouse: "", at: client)
      _ = try await client.issue(
        Sample.invoice(
          Sample.product.replacing("Cafea", with: "Mere"),
          extra: #","useStock":true,"isDraft":true"#))
      _ = try await client.issue(Sample.invoice(Sample.product.replacing("Cafea", with: "Mere")))
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
      try await expectEqual(client.state().documents.count, 3)
    }
  }

  @Test func `what can't be taken is refused, with its HTML, and takes nothing`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      let few = try await sell("Mere", 9, at: client)
      expectEqual(few.status, 400)
      expectEqual(
        errorText(few),
        "Cantitate stoc insuficienta la <b>Factura FCT 0001</b> din data <b>23/11/2026</b> "
          + "pentru produsul <b>Mere</b> de la pozitia 1")
      expectEqual(member("documentId", of: few) as? Int, -1)
      try await expectEqual(
        errorText(sell("Mere", 1, warehouse: "", at: client)),
        "Gestiunea predatoare nu este setata pentru produsul Mere.")
      try await expectEqual(
        errorText(sell("Mere", 1, warehouse: "depozit", at: client)),
        "Gestiunea predatoare depozit a produsului Mere nu a fost gasita.")
      try await expectEqual(
        errorText(sell("Pere", 1, at: client)),
        "Nu ai facut nicio achizitie pentru produsul Pere.<br/>Incarca mai intai stoc pentru "
          + "produs sau emite documentul fara descarcare de gestiune.")
      let unit = try await sell("Mere", 1, more: #","measuringUnitName":"BUC""#, at: client)
      expectEqual(
        errorText(unit)?.hasPrefix(
          "Unitatea de masura BUC a produsului Mere nu are factor de conversie setat.<div "
            + #"id="moreErrorDetails" style="display:none">"#), true)
      try await expectEqual(
        errorText(sell("Mere", 1, date: "2026-10-31", at: client)),
        "Nu poti adauga documente cu tranzactii pe stoc la data anterioara datei importului "
          + "de stoc initial. Pe gestiunea Depozit importul de stoc initial s-a facut la data "
          + "01/11/2026.")
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
      let state = try await client.state()
      #expect(state.documents.isEmpty && state.series[0].next_number == 1)
    }
  }

  @Test func `two lines of a product share what there is`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 3, at: client)
      let line =
        Sample.product.replacing("Cafea", with: "mere")
        .replacing(#""quantity":1"#, with: #""quantity":2"#).dropLast()
        + #","warehouseName":"Depozit"}"#
      let reply = try await client.issue(
        Sample.invoice("\(line),\(line)", extra: #","useStock":true"#))
      expectEqual(errorText(reply)?.hasSuffix("de la pozitia 2"), true)
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 3"])
    }
  }

  @Test func `a refusal of the stock may come under 200`() async throws {
    var settings = SmartBillSettings()
    settings.rules.stockRefusalStatus = 200
    try await withSmartBill(settings) { client in
      let reply = try await sell("Mere", 1, at: client)
      expectEqual(reply.status, 200)
      expectEqual(number(reply), "")
      expectEqual(errorText(reply)?.isEmpty, false)
    }
  }

  @Test func `where codes are used, the code alone finds a product`() async throws {
    var settings = SmartBillSettings()
    settings.rules.usesProductCodes = true
    try await withSmartBill(settings) { client in
      try await receive("Mere", 8, code: "M1", at: client)
      try await expectEqual(
        errorText(sell("Mere", 1, at: client)), "Produsul Mere nu are codul specificat.")
      try await expectEqual(
        errorText(sell("Mere", 1, code: "m1", at: client)),
        "Exista deja pe stoc un produs cu numele Mere si codul M1.")
      try await expectEqual(sell("Ceva", 1, code: "M1", at: client).status, 200)
      // The sent name has overwritten the nomenclature's.
      try await expectEqual(levels(stock(at: client)), ["Depozit Ceva 7"])
      let kept = try await sell(
        "Altceva", 1, code: "M1", more: #","useSBProductName":true"#, at: client)
      expectEqual(kept.status, 200)
      try await expectEqual(levels(stock(at: client)), ["Depozit Ceva 6"])
      let state = try await client.call("GET", "/_sandbox/state")
      #expect(state.body.contains(#""lines":[{"name":"Ceva","code":"M1""#))
      #expect(!state.body.contains(#""lines":[{"name":"Altceva""#))
    }
  }

  @Test func `where they aren't, the name does in any case, and is overwritten or kept`()
    async throws
  {
    for (names, expected) in [(StockNames.overwritten, "MERE"), (.kept, "Mere")] {
      var settings = SmartBillSettings()
      settings.rules.stockNames = names
      try await withSmartBill(settings) { client in
        try await receive("Mere", 8, code: "M1", at: client)
        try await expectEqual(sell("MERE", 1, code: "X", at: client).status, 200)
        try await expectEqual(levels(stock(at: client)), ["Depozit \(expected) 7"])
        let unit = #","measuringUnitName":"@@@@@""#
        try await expectEqual(sell("mere", 1, more: unit, at: client).status, 200)
        let state = try await client.call("GET", "/_sandbox/state")
        #expect(state.body.contains(#"{"name":"mere","code":"","unit":"buc""#))
      }
    }
  }

  @Test func `a proforma's lines are taken out when it is invoiced with stock`() async throws {
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      let line =
        Sample.product.replacing("Cafea", with: "Mere").dropLast()
        + #","warehouseName":"Depozit"}"#
      _ = try await client.call(
        "POST", "/SBORO/api/estimate/v2", body: Sample.invoice(String(line), series: "PRF"))
      func convert(_ flag: String) async throws {
        _ = try await client.issue(
          #"{"companyVatCode":"RO12345674","seriesName":"FCT","useEstimateDetails":true,"#
            + #""useStock":\#(flag == "top"),"estimate":{"seriesName":"PRF","number":"0001","#
            + #""useStock":\#(flag == "estimate")}}"#)
      }
      try await convert("top")
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 8"])
      try await convert("estimate")
      try await expectEqual(levels(stock(at: client)), ["Depozit Mere 7"])
    }
  }
}
