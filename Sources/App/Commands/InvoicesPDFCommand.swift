import ArgumentParser
import Domain

struct InvoicesPDFCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pdf", abstract: "Get an invoice's PDF, or a link that opens it.",
    discussion: """
      The PDF comes from the running service, which keeps it; where none runs, from what was kept \
      or from SmartBill, after the ten seconds that its rate limit may take. A link is fresh: it \
      is valid from now on.
      """)

  @OptionGroup var invoice: InvoiceOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write it; standard output unless given.", valueName: "file"))
  var output: String?
  @Flag(help: "Print a fresh link instead.")
  var link = false
  @OptionGroup var settings: SettingsOptions

  func validate() throws {
    guard !link || output == nil else {
      throw ValidationError("--link prints a link; it takes no --output.")
    }
  }

  func run() async throws {
    if !link, output == nil, Terminal.isTerminal(.standardOutput) {
      throw CommandError(
        "a PDF is no text for a terminal", remedy: "Name a file with --output.", .usage)
    }
    if let output { try settings.checkOutput(output, of: try settings.loadOutline()) }
    let settings = try settings.load()
    let invoice = try await invoice.find(in: DatabaseAccess(settings.database))
    guard invoice.shownDocument != nil else {
      throw CommandError(
        "invoice \(invoice.id) has no document: it is \(invoice.stateWord)",
        remedy: "Look at it with “punte invoices show \(invoice.id)”.", .noInput)
    }
    if link {
      try Terminal.show(try Self.link(to: invoice, settings) + "\n")
    } else {
      let pdf = try await DocumentAccess(settings: settings).pdf(of: invoice)
      try FileWriting.write(pdf, to: output)
    }
  }

  private static func link(
    to invoice: Invoice, _ settings: Settings
  ) throws(CommandError) -> String {
    guard let url = settings.documents?.links?.url(of: invoice, at: .ofWallClock) else {
      throw CommandError(
        "the settings have no documents section, so there are no links",
        remedy: "Add documents: { url: https://…, secrets: [ \"${…}\" ] }.", .configuration)
    }
    return url
  }
}
