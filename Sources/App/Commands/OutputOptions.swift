import ArgumentParser

/// How a command shows what it found.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON; times are milliseconds since 1970.")
  var json = false

  func show(_ value: some Encodable, as text: String) throws {
    Terminal.write(json ? try JSONText.text(of: value) : text, to: .standardOutput)
  }

  /// A table, or a sentence to a person where there is nothing.
  func show(_ values: [some Encodable], as table: Table, empty: String) throws {
    let isTerminal = Terminal.isTerminal(.standardOutput)
    let text = values.isEmpty && isTerminal ? empty + "\n" : table.text(aligned: isTerminal)
    try show(values, as: text)
  }
}
