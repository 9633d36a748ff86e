import ArgumentParser
import Domain

/// How a command shows what it found.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON; times are milliseconds since 1970.")
  var json = false

  func show(_ value: some Encodable, as text: String) throws {
    try Terminal.show(json ? try JSONText.text(of: value) : text)
  }
}

/// How a listing shows what it found.
struct TableOptions: ParsableArguments {
  @Flag(help: "Print JSON; times are milliseconds since 1970.")
  var json = false

  @Flag(help: "Print no line of headings; never where JSON is printed.")
  var noHeader = false

  /// A table, or a sentence to a person where there is nothing.
  ///
  /// - Parameter limit: how many are shown. Whoever reads one more than that learns that there is more.
  func show<Value: Encodable>(
    _ values: [Value], atMost limit: Int? = nil, as table: ([Value]) -> Table, empty: String
  ) throws {
    let shown = limit.map { Array(values.prefix($0)) } ?? values
    let isTerminal = Terminal.isTerminal(.standardOutput)
    if json {
      try Terminal.show(try JSONText.text(of: shown))
    } else if shown.isEmpty, isTerminal {
      try Terminal.show(empty + "\n")
    } else {
      try Terminal.show(table(shown).text(aligned: isTerminal, hasHeadings: !noHeader))
    }
    if shown.count < values.count {
      Terminal.write(
        "There are more than these \(shown.count): --limit takes up to "
          + "\(ListingOptions.limitMax).\n", to: .standardError)
    }
  }
}
