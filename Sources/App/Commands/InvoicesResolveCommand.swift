import ArgumentParser
import Domain
import Engine
import SmartBill
import StoreSQLite
import Transport

struct InvoicesResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say what became of an invoice.",
    discussion: """
      Punte looks into a doubt by itself; it needs a person only where it can't decide. “punte \
      invoices show” prints the reference that ours carries and the documents that may be it. \
      Look at them in SmartBill, then give one of the first three answers. A number is looked up \
      before it is believed. The fourth answer is for an invoice whose document was deleted in \
      SmartBill after it was issued, so that its number is given out again; it is refused while \
      SmartBill shows the document; the fifth for a storno or a \
      refund's negative invoice that was annulled there, whose number stays taken.
      """)

  @Argument(help: "The invoice's id in the ledger.")
  var id: Invoice.ID
  @Option(help: ArgumentHelp("It was issued, under this number.", valueName: "0042"))
  var number: String?
  @Flag(
    help: "It was not issued: send it again. What is proven absent is looked for once more before.")
  var sendAgain = false
  @Flag(help: "It was not issued, and never will be: the shop is told.")
  var giveUp = false
  @Flag(help: "Its document has been deleted in SmartBill: the shop is told, its number is free.")
  var deleted = false
  @Flag(help: "This storno or refund was annulled in SmartBill: what it took back stands again.")
  var annulled = false
  @Flag(help: "The draft is in SmartBill: the shop is told.")
  var drafted = false
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let answers = [number != nil, sendAgain, giveUp, deleted, annulled, drafted]
    guard answers.count(where: { $0 }) == 1 else {
      throw ValidationError(
        "Give one of --number, --send-again, --give-up, --deleted, --annulled and --drafted.")
    }
    if let number {
      let isNumber = number.allSatisfy { $0.isASCII && $0.isNumber }
      guard isNumber, InvoiceNumber.digits.contains(number.count) else {
        throw ValidationError("--number takes the digits that SmartBill shows, such as 0042.")
      }
    }
  }

  func run() async throws {
    let (resolution, done): (Resolution, String) =
      if let number {
        (
          .isNumber(number),
          "Number \(number) is looked up in SmartBill; see “punte invoices show \(id)”."
        )
      } else if sendAgain {
        (.sendAgain, "Invoice \(id) will be sent again.")
      } else if giveUp {
        (.giveUp, "Invoice \(id) is given up.")
      } else if drafted {
        (.drafted, "Draft \(id) is there.")
      } else if annulled {
        (.annulled, "Invoice \(id) counts no more, and what it took back stands again.")
      } else {
        (.deleted, "Invoice \(id) has no document any more.")
      }
    let options = settings
    let checked = { (store: SQLiteStore) async throws(CommandError) -> any Operations in
      try await Self.checked(store, options)
    }
    try await Acting.perform(
      .resolve(id, resolution), on: "invoice \(id)", by: person, in: settings, output: output,
      done: done, through: deleted ? checked : nil)
  }

  /// Where no service runs, SmartBill is asked from here.
  private static func checked(_ store: SQLiteStore, _ options: SettingsOptions)
    async throws(CommandError) -> any Operations
  {
    guard let clock = WallClock() else { throw CommandError(Server.StartError.timeZoneMissing) }
    let blocked = try await DatabaseAccess.answer { () async throws(StoreError) in
      try await store.blockedAccounts(at: clock.now())
    }
    // Whether calls were made just before, nobody can say: the first window counts as full.
    let client = SmartBillClient(
      accounts: Array(try options.load().accounts.values), transport: HTTPTransport(),
      time: clock, hasHistory: true, blockedAccounts: blocked)
    return CheckedActs(of: store, client, time: clock)
  }
}
