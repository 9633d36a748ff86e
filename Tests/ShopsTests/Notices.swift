import Domain

extension Notice {
  static func sample(_ content: Content) -> Notice {
    Notice(
      fact: "invoice/17/issued", asked: Asking(shop: "magazin", event: "evt_1"), order: "1001",
      content: content)
  }
}

extension StoredNotice {
  static func sample(_ content: Notice.Content = .cancelled(nil, revision: 0)) -> StoredNotice {
    StoredNotice(id: "ntc_17-1", sequence: 3, createdAt: .noon, notice: .sample(content))
  }
}

extension IssuedDocument {
  static let sample = IssuedDocument(
    number: InvoiceNumber(series: "FCT", text: "0042"), total: "131.00", currency: "RON",
    issuedOn: "2026-11-23", viewURL: "https://cloud.smartbill.ro/x?srvid=2")
}

extension Timestamp {
  /// 2026-11-23T10:00:00Z.
  static let noon = Timestamp(milliseconds: 1_795_428_000_000)
}
