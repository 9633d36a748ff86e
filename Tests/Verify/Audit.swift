import Domain
import StageKit
import TestKit

/// What is left of a trial, held to the promises from outside.
struct Audit {
  private(set) var complaints: [String] = []
  private(set) var documents = 0
  private(set) var callsDuringOutages = 0

  /// - Parameters:
  ///   - orders: all that the trial's shop confirmed.
  init(of orders: [OrderID], told: PretendShop.Report, on stage: Stage) async throws {
    complaints = told.complaints
    let limit = "\(ListingLimit.max)"
    let invoices = try await stage.listing("invoices", "list", "--limit", limit).array
    let events = try await stage.listing("events", "list", "--limit", limit).array
    let state = try await stage.smartBillState()
    checkEvents(events, acknowledged: told.acknowledged)
    checkInvoices(invoices, of: orders)
    checkDocuments(state["documents"].array, against: invoices)
    checkCallbacks(told.told, against: invoices)
    checkCalls(state["counters"])
    var restless: [JSON] = []
    for jobState in ["available", "running", "held"] {
      restless += try await stage.listing("jobs", "list", "--state", jobState, "--limit", limit)
        .array.filter { $0["kind"].string != "watch" }
    }
    expect(
      restless.isEmpty,
      "\(restless.count) jobs aren't at rest: \(restless.first?.description ?? "")")
  }

  /// (a) and (g): what was acknowledged is kept, and done.
  private mutating func checkEvents(_ events: [JSON], acknowledged: Set<OrderID>) {
    let kept = Set(events.compactMap { $0["id"].string })
    let lost = acknowledged.filter { !kept.contains(PretendShop.event(of: $0).rawValue) }
    expect(lost.isEmpty, "acknowledged and lost: \(lost)")
    let undone = events.filter { $0["state"].string != "completed" }
    expect(undone.isEmpty, "\(undone.count) events aren't done: \(undone.first?.description ?? "")")
  }

  private mutating func checkInvoices(_ invoices: [JSON], of orders: [OrderID]) {
    let unissued = invoices.filter { $0["state"].string != "issued" }
    expect(
      unissued.isEmpty,
      "\(unissued.count) invoices aren't issued: \(unissued.first?.description ?? "")")
    let invoiced = invoices.map { OrderID($0["key"]["order"].string ?? "") }
    expect(
      invoiced.count == Set(invoiced).count && Set(invoiced) == Set(orders),
      "\(Set(invoiced).count) of \(orders.count) orders have \(invoiced.count) invoices")
  }

  /// (b): the ledger's numbers are SmartBill's, each on the document that names its order.
  private mutating func checkDocuments(_ documents: [JSON], against invoices: [JSON]) {
    self.documents = documents.count
    var references: [String: InvoiceReference] = [:]
    for invoice in invoices {
      let key = InvoiceKey(
        account: "firma", shop: "magazin", order: OrderID(invoice["key"]["order"].string ?? ""),
        revision: invoice["key"]["revision"].int ?? 0)
      references[invoice["document"]["number"]["text"].string ?? "none"] = key.reference
    }
    for document in documents {
      let number = document["number"].string ?? "draft"
      guard let reference = references.removeValue(forKey: number) else {
        complaints.append("document \(number) isn't in the ledger: \(document["mentions"])")
        continue
      }
      let mentioned = InvoiceReference.all(in: document["mentions"].string ?? "")
      expect(
        mentioned.map(\.text) == [reference.text],
        "document \(number) of \(reference) says \(mentioned)")
    }
    expect(references.isEmpty, "not at SmartBill: \(references)")
  }

  /// (d): what the shop was told is so, under one id for each fact.
  private mutating func checkCallbacks(
    _ told: [OrderID: PretendShop.Told], against invoices: [JSON]
  ) {
    for invoice in invoices {
      let order = OrderID(invoice["key"]["order"].string ?? "")
      guard let told = told[order] else {
        complaints.append("order \(order)'s shop was told nothing")
        continue
      }
      expect(
        told.webhookIDs.count == 1, "order \(order)'s shop was told under \(told.webhookIDs)")
      let number = invoice["document"]["number"]["text"].string ?? "none"
      expect(told.numbers == [number], "order \(order) is \(number), told \(told.numbers)")
    }
    let ids = told.values.flatMap(\.webhookIDs)
    expect(ids.count == Set(ids).count, "a webhook-id names two facts")
  }

  private mutating func checkCalls(_ counters: JSON) {
    callsDuringOutages = counters["calls_during_outages"].int ?? 0
    expect(
      counters["blocks"].int == 0, "SmartBill's rate limit was broken: \(counters["blocks"])")
  }

  private mutating func expect(_ isSo: Bool, _ complaint: @autoclosure () -> String) {
    if !isSo { complaints.append(complaint()) }
  }
}

/// `--limit` takes no more.
enum ListingLimit {
  static let max = 10_000
}
