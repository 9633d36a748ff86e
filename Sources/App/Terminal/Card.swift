/// One thing in full: a label and a value a line, then blocks under headings.
struct Card: Sendable {
  private var lines: [(label: String, value: String)] = []
  private var blocks: [(heading: String, text: String)] = []

  /// A value that is nil has no line.
  mutating func add(_ label: String, _ value: String?) {
    guard let value else { return }
    lines.append((label, Printable.text(value)))
  }

  /// Keeps the text's own lines; an empty text has no block.
  mutating func addBlock(_ heading: String, _ text: String) {
    let text = Printable.lines(text).reversed().drop { $0 == "\n" }.reversed()
    guard !text.isEmpty else { return }
    blocks.append((heading, String(text)))
  }

  var text: String {
    let width = lines.map(\.label.count).max() ?? 0
    let head = lines.map { "\($0.label.padded(to: width))  \($0.value)\n" }.joined()
    return blocks.reduce(head) { text, block in
      text + "\n\(block.heading)\n"
        + block.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
    }
  }
}
