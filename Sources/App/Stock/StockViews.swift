import Domain

/// How the stock looks at a terminal.
enum StockViews {
  static func table(of passes: [StockPass]) -> Table {
    var table = Table(
      "ID", "SHOP", "BEGAN", "CAUSE", "PRODUCTS", "SENT", "NEW", "ZEROED", "OPEN", "FAULTS")
    for pass in passes {
      let report = pass.report
      let faults = report.faults.counts.sorted { $0.key < $1.key }
        .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      table.add(
        "\(pass.id)", "\(pass.shop)", pass.beganAt.localText,
        report.cause.rawValue + (report.isFull ? ", full" : ""), "\(report.products)",
        "\(report.changes)", "\(report.new)", "\(report.zeroed)", "\(pass.itemsOpen)", faults)
    }
    return table
  }

  static func table(of products: [StockProduct]) -> Table {
    var table = Table("CODE", "NAME", "UNIT", "STOCK", "STATE", "REMARK", "ACKNOWLEDGED")
    for product in products {
      table.add(
        product.code, product.name, product.unit, product.level?.description ?? "-",
        product.state.rawValue, product.remark ?? "",
        product.acknowledgedAt.map { "\($0)" } ?? "never")
    }
    return table
  }

  static func table(of rows: [StockDrift]) -> Table {
    var table = Table("PRODUCT", "NAME", "SMARTBILL", "ACKNOWLEDGED", "SHOP", "PUBLISHED", "")
    for row in rows {
      table.add(
        row.key.text, row.name, text(row.smartBill), text(row.acknowledged), text(row.shop),
        row.isPublished.map { $0 ? "yes" : "no" } ?? "-", row.differs ? "differs" : "")
    }
    return table
  }

  private static func text(_ quantity: Quantity?) -> String { quantity?.description ?? "-" }

  /// RFC 4180, with a line of headings; what is unknown is empty.
  ///
  /// - Parameter isShown: to a person at a terminal, whom no character may do harm.
  static func csv(of rows: [StockDrift], isShown: Bool = false) -> String {
    let lines =
      [["product", "name", "smartbill", "acknowledged", "shop", "published", "differs"]]
      + rows.map { row in
        [
          row.key.text, row.name, row.smartBill?.description ?? "",
          row.acknowledged?.description ?? "", row.shop?.description ?? "",
          row.isPublished.map { $0 ? "yes" : "no" } ?? "", row.differs ? "yes" : "no",
        ]
      }
    return lines.map { line in
      line.map { text in
        let safe = guarded(text)
        return quoted(isShown ? Printable.text(safe, scalarsMax: .max) : safe)
      }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// A text that a spreadsheet would take for a formula is led by an apostrophe, and so is a part of
  /// it that would be a cell where another sign than a comma stands between cells: names come from
  /// whoever keeps the nomenclature.
  private static func guarded(_ text: String) -> String {
    guard Quantity(text) == nil else { return text }
    var guarded = ""
    var part = ""
    func end() {
      guarded += isFormula(part) ? "'" + part : part
      part = ""
    }
    for scalar in text.unicodeScalars {
      if separators.contains(scalar) {
        end()
        guarded.unicodeScalars.append(scalar)
      } else {
        part.unicodeScalars.append(scalar)
      }
    }
    end()
    let begins = guarded.unicodeScalars.first.map { "\t\r\n".unicodeScalars.contains($0) }
    return begins ?? false ? "'" + guarded : guarded
  }

  /// Between cells, in a Romanian Excel among others, and between lines.
  private static let separators: Set<Unicode.Scalar> = [";", "\t", "\r", "\n"]

  /// Whether its first sign begins a formula, spaces and what can't be seen left aside: some
  /// programs trim them.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { !$0.isUnseen && !$0.properties.isWhitespace }
    return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private static func quoted(_ text: String) -> String {
    // By scalars: to a `Character`, a quote with an accent is no quote.
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  static func table(of entries: [StockHistoryEntry]) -> Table {
    var table = Table("ANSWERED", "STOCK", "AS OF", "RESULT", "REASON", "PASS")
    for entry in entries {
      table.add(
        entry.at.localText, "\(entry.level)", entry.asOf.localText, entry.result.rawValue,
        entry.reason ?? "", "\(entry.pass)")
    }
    return table
  }
}
