import ArgumentParser
import Domain

struct InvoicesResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say what became of an invoice that is in doubt.",
    discussion: """
      Look in SmartBill at the series' last documents first: ours carries its reference in the \
      mentions, as “punte invoices show” prints it. Then give one of the three answers.
      """)

  @Argument(help: "The invoice's id in the ledger.")
  var id: Invoice.ID
  @Option(help: ArgumentHelp("It was issued, under this number.", valueName: "0042"))
  var number: String?
  @Flag(help: "It was not issued: send it again.")
  var sendAgain = false
  @Flag(help: "It was not issued, and never will be: the shop is told.")
  var giveUp = false
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  /// SmartBill pads to four digits and goes on from there.
  static let numberDigits = 1...10

  func validate() throws {
    guard [number != nil, sendAgain, giveUp].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --number, --send-again and --give-up.")
    }
    if let number {
      let isNumber = number.allSatisfy { $0.isASCII && $0.isNumber }
      guard isNumber, Self.numberDigits.contains(number.count) else {
        throw ValidationError("--number takes the digits that SmartBill shows, such as 0042.")
      }
    }
  }

  func run() async throws {
    let (resolution, done): (Resolution, String) =
      if let number {
        (.isNumber(number), "Invoice \(id) is issued under number \(number).")
      } else if sendAgain {
        (.sendAgain, "Invoice \(id) will be sent again.")
      } else {
        (.giveUp, "Invoice \(id) is given up.")
      }
    try await Acting.perform(
      .resolve(id, resolution), on: "invoice \(id)", by: person, in: settings, output: output,
      done: done)
  }
}
