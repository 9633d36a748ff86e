import ArgumentParser
import Domain

/// Which invoice a command is about.
struct InvoiceOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The invoice's id in the ledger, or its series and number."))
  var invoice: [String]

  func validate() throws {
    guard wanted != nil else {
      throw ValidationError("Give an invoice's id, such as 17, or its series and number: FCT 0042.")
    }
  }

  func find(in database: DatabaseAccess) async throws(CommandError) -> Invoice {
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
}
