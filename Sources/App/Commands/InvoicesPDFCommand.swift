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

  @Argument(help: ArgumentHelp("The invoice's id in the ledger, or its series and number."))
  var invoice: [String]
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write it; standard output unless given.", valueName: "file"))
  var output: String?
  @Flag(help: "Print a fresh link instead.")
  var link = false
  @OptionGroup var settings: SettingsOptions

  func validate() throws {
    guard wanted != nil else {
      throw ValidationError("Give an invoice's id, such as 17, or its series and number: FCT 0042.")
    }
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
    let invoice = try await found(in: DatabaseAccess(settings.database))
    guard invoice.shownDocument != nil else {
      throw CommandError(
        "invoice \(invoice.id) has no document: it is \(invoice.state.rawValue)",
        remedy: "Look at it with “punte invoices show \(invoice.id)”.", .noInput)
    }
    if link {
      try Terminal.show(try Self.link(to: invoice, settings) + "\n")
    } else {
      let pdf = try await DocumentAccess(settings: settings).pdf(of: invoice)
      try FileWriting.write(pdf, to: output)
    }
  }

  // MARK: Which invoice

  private enum Wanted {
    case id(Invoice.ID)
    case number(InvoiceNumber)
  }

  private var wanted: Wanted? {
    // Quoted or not; a series may have several words.
    let words = invoice.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard let last = words.last else { return nil }
    if words.count == 1 { return Invoice.ID(last).map { .id($0) } }
    let series = words.dropLast().joined(separator: " ")
    return .number(InvoiceNumber(series: series, text: Self.padded(last)))
  }

  /// As SmartBill writes it, however a person does.
  private static func padded(_ text: String) -> String {
    Int(text).map(InvoiceNumber.text(of:)) ?? text
  }

  private func found(in database: DatabaseAccess) async throws(CommandError) -> Invoice {
    let words = invoice.joined(separator: " ")
    let wanted = wanted
    let found = try await database.read { (store) async throws(StoreError) -> [Invoice] in
      switch wanted {
      case .id(let id): try await store.invoice(id).map { [$0.invoice] } ?? []
      case .number(let number): try await store.invoices(InvoiceFilter(number: number))
      case nil: []
      }
    }
    guard let first = found.first else {
      throw CommandError(
        "there is no invoice \(words)", remedy: "Look it up with “punte invoices list”.", .noInput)
    }
    guard found.count == 1 else {
      throw CommandError(
        "several companies have an invoice \(words)",
        remedy: "Name it by its id: \(found.map { "\($0.id)" }.joined(separator: ", ")).", .usage)
    }
    return first
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
