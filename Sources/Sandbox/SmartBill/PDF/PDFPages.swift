/// Sets text from top to bottom over as many pages as it takes.
struct PDFPages {
  /// A column of a table: its left edge, its width, and whether it holds numbers.
  struct Column {
    var x: Double
    var width: Double
    var isNumber = false
  }

  static let margin = 42.0
  static let contentWidth = PDFSurface.width - 2 * margin
  private static let bottom = PDFSurface.height - margin
  /// From one baseline to the next, in font sizes.
  private static let leading = 1.35

  private let surface: PDFSurface
  /// Printed on top of every page.
  private let banner: String
  /// The last baseline.
  private var y = 0.0

  init(title: String, banner: String) {
    surface = PDFSurface(title: title)
    self.banner = banner
    startPage()
  }

  /// A text over the whole width. It is kept on one page if it fits on one.
  mutating func paragraph(
    _ text: String, size: Double = 9, weight: PDFSurface.Weight = .regular
  ) {
    surface.setFont(size: size, weight: weight)
    let lines = PDFText.lines(
      of: text, within: Self.contentWidth, measuredBy: surface.width(of:))
    makeRoom(for: lines.count, size: size)
    for line in lines {
      makeRoom(for: 1, size: size)
      // A page that has just been started has set another font.
      surface.setFont(size: size, weight: weight)
      y += size * Self.leading
      surface.draw(line, x: Self.margin, y: y)
    }
  }

  /// A row of a table: each cell wraps within its column, numbers stand to the right.
  mutating func row(
    _ cells: [String], in columns: [Column], size: Double = 7.5,
    weight: PDFSurface.Weight = .regular
  ) {
    surface.setFont(size: size, weight: weight)
    let wrapped = zip(cells, columns).map { cell, column in
      PDFText.lines(of: cell, within: column.width, measuredBy: surface.width(of:))
    }
    let height = wrapped.map(\.count).max() ?? 0
    makeRoom(for: height, size: size)
    for line in 0..<height {
      makeRoom(for: 1, size: size)
      surface.setFont(size: size, weight: weight)
      y += size * Self.leading
      for (lines, column) in zip(wrapped, columns) where line < lines.count {
        let indent = column.isNumber ? column.width - surface.width(of: lines[line]) : 0
        surface.draw(lines[line], x: column.x + indent, y: y)
      }
    }
    y += 2
  }

  mutating func rule() {
    y += 4
    surface.drawRule(y: y, from: Self.margin, to: Self.margin + Self.contentWidth)
    y += 2
  }

  mutating func gap(_ points: Double = 10) {
    y += points
  }

  func finish() -> [UInt8] {
    surface.endPage()
    return surface.finish()
  }

  /// Starts a page when so many lines don't fit any more. More than a page has room for is begun
  /// where it stands.
  private mutating func makeRoom(for lines: Int, size: Double) {
    let height = Double(lines) * size * Self.leading
    guard y + height > Self.bottom, lines == 1 || height < Self.bottom - 3 * Self.margin else {
      return
    }
    surface.endPage()
    startPage()
  }

  private mutating func startPage() {
    surface.setFont(size: 9, weight: .bold)
    surface.draw(
      banner, x: (PDFSurface.width - surface.width(of: banner)) / 2, y: Self.margin)
    y = Self.margin + 12
  }
}
