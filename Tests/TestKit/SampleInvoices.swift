import Domain

extension Invoice {
  /// A row of the ledger, with a document where its state has one.
  public static func sample(
    _ id: Invoice.ID = 17, _ state: InvoiceState = .issued, order: OrderID = "1001",
    number: String? = "0042", series: String = "FCT", updatedAt: Timestamp = .sample
  ) -> Invoice {
    Invoice(
      id: id,
      key: InvoiceKey(account: "firma", shop: "magazin", order: order, revision: 0),
      series: Series(cif: "RO12345674", name: series), state: state, attempt: 1,
      openedBy: "evt_1", cancelling: nil,
      document: number.map {
        IssuedDocument(
          number: InvoiceNumber(series: series, text: $0), total: "131.00", currency: "RON",
          issuedOn: "2026-11-23")
      },
      expectedNumber: nil, failure: nil, createdAt: .sample, updatedAt: updatedAt)
  }
}

/// Documents in memory: counts how often each is fetched, and a test says what comes of it.
public final class ScriptedDocuments: DocumentSource {
  public typealias Script = @Sendable (Invoice) async -> PDFReading

  private let script: Script
  private let asked = Counter()

  public init(_ script: @escaping Script) { self.script = script }

  public var fetchCount: Int { asked.value }

  public func pdf(of invoice: Invoice) async -> PDFReading {
    asked.rise()
    return await script(invoice)
  }
}
