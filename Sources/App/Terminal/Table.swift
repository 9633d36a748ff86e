/// Rows under headings.
struct Table: Sendable {
  let headings: [String]
  private(set) var rows: [[String]] = []

  init(_ headings: String...) { self.headings = headings }

  /// Adds a row, its cells made safe and one line each.
  mutating func add(_ cells: String...) {
    precondition(cells.count == headings.count, "A row has a cell for each heading.")
    rows.append(cells.map { Printable.text($0, scalarsMax: Self.cellScalarsMax) })
  }

  /// An order's id or an event's may be long; more would push the rest off the screen.
  static let cellScalarsMax = 80
  private static let gap = "  "

  /// Aligned for a person; for a program one tab between cells.
  func text(aligned: Bool, hasHeadings: Bool = true) -> String {
    let lines = (hasHeadings ? [headings] : []) + rows
    guard aligned else { return lines.map { $0.joined(separator: "\t") + "\n" }.joined() }
    let widths = headings.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      let cells = zip(line, widths).map { $0.padded(to: $1) }
      let text = cells.joined(separator: Self.gap)
      return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}

extension String {
  func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
