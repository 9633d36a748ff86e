/// A document as `GET /invoice/pdf` gives it out: what ``InvoicePage`` shows, with a text layer.
struct InvoicePDF: Sendable {
  let document: IssuedDocument
  let supplierCIF: String

  private static let columns = [
    PDFPages.Column(x: 42, width: 20), PDFPages.Column(x: 66, width: 186),
    PDFPages.Column(x: 256, width: 30), PDFPages.Column(x: 288, width: 50, isNumber: true),
    PDFPages.Column(x: 342, width: 60, isNumber: true),
    PDFPages.Column(x: 406, width: 58, isNumber: true),
    PDFPages.Column(x: 466, width: 30, isNumber: true),
    PDFPages.Column(x: 499, width: 54, isNumber: true),
  ]
  private static let subtotalColumns = [
    PDFPages.Column(x: 260, width: 140), PDFPages.Column(x: 402, width: 70, isNumber: true),
    PDFPages.Column(x: 476, width: 77, isNumber: true),
  ]
  private static let totalColumns = [
    PDFPages.Column(x: 260, width: 110), PDFPages.Column(x: 372, width: 181, isNumber: true),
  ]

  var bytes: [UInt8] {
    let title = "\(document.title) \(document.series) \(document.number ?? "")"
    var pages = PDFPages(title: title, banner: "SANDBOX: nu este factură fiscală")
    pages.paragraph(title, size: 16, weight: .bold)
    if document.isCancelled { pages.paragraph("ANULATĂ", size: 12, weight: .bold) }
    pages.paragraph("Data emiterii: \(ShownText.date(document.issueDate))")
    if let due = document.dueDate { pages.paragraph("Scadența: \(ShownText.date(due))") }
    if let reversed = document.reverses {
      pages.paragraph("Storno la factura \(reversed.name)")
    }
    parties(on: &pages)
    lines(on: &pages)
    totals(on: &pages)
    pages.gap()
    fact("Mențiuni", document.mentions, on: &pages)
    fact("Observații", document.observations, on: &pages)
    fact("Nr aviz", document.aviz, on: &pages)
    return pages.finish()
  }

  private func parties(on pages: inout PDFPages) {
    let client = document.client
    pages.gap()
    pages.paragraph("Furnizor: Firma din sandbox", weight: .bold)
    fact("CIF", supplierCIF, on: &pages)
    pages.gap(6)
    pages.paragraph("Client: \(client.name)", weight: .bold)
    fact("CIF/CNP", client.vatCode, on: &pages)
    fact("Reg. com.", client.registration, on: &pages)
    fact("Adresa", client.place, on: &pages)
    fact("E-mail", client.email, on: &pages)
    fact("Telefon", client.phone, on: &pages)
    pages.gap()
  }

  private func lines(on pages: inout PDFPages) {
    pages.row(
      [
        "Nr.", "Denumirea produselor sau a serviciilor", "U.M.", "Cantitatea", "Preț unitar",
        "Valoare fără TVA", "Cota TVA", "Valoare TVA",
      ], in: Self.columns, weight: .bold)
    pages.rule()
    for (index, line) in document.lines.filter({ !$0.isIgnored }).enumerated() {
      pages.row(
        [
          String(index + 1),
          [line.name, line.description].filter { !$0.isEmpty }.joined(separator: "\n"),
          line.unit, ShownText.romanian(line.quantity.text()),
          ShownText.romanian(line.price.text(atLeast: 2)) + (line.isTaxIncluded ? " cu TVA" : ""),
          ShownText.amount(line.net), line.vatRate.map { "\($0.percentage)%" } ?? "–",
          ShownText.amount(line.vat),
        ], in: Self.columns)
    }
    pages.rule()
  }

  private func totals(on pages: inout PDFPages) {
    pages.row(["", "Bază", "TVA"], in: Self.subtotalColumns, weight: .bold)
    for subtotal in document.totals.subtotals {
      let name = subtotal.rate.map { "TVA \($0.name) \($0.percentage)%" } ?? "fără TVA"
      pages.row(
        [name, ShownText.amount(subtotal.net), ShownText.amount(subtotal.vat)],
        in: Self.subtotalColumns)
    }
    let total = "\(ShownText.amount(document.totals.total)) \(document.currency)"
    pages.row(["Total de plată", total], in: Self.totalColumns, size: 10, weight: .bold)
  }

  private func fact(_ name: String, _ value: String, on pages: inout PDFPages) {
    guard !value.isEmpty else { return }
    pages.paragraph("\(name): \(value)")
  }
}
