import ArgumentParser
import Domain

struct PaymentsResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say what became of a payment.",
    discussion: """
      Punte looks into a doubt by itself; it needs a person only where what SmartBill shows as paid \
      decides nothing. “punte payments show” prints what was paid before the call and what was \
      seen after it. Look at the invoice's payments in SmartBill, then give one of the answers. A \
      payment that was refused, or waits, may be answered for too.
      """)

  @Argument(help: "The payment's id in the ledger.")
  var id: Payment.ID
  @Flag(help: "It is booked in SmartBill: the shop is told.")
  var recorded = false
  @Option(help: ArgumentHelp("With --recorded: its receipt's number.", valueName: "0012"))
  var receipt: String?
  @Flag(help: "It is not booked: send it again, whatever else is paid.")
  var sendAgain = false
  @Flag(help: "It is not booked, and never will be: the shop is told.")
  var giveUp = false
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard [recorded, sendAgain, giveUp].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --recorded, --send-again and --give-up.")
    }
    guard let receipt else { return }
    let isNumber = receipt.allSatisfy { $0.isASCII && $0.isNumber }
    guard recorded, isNumber, InvoiceNumber.digits.contains(receipt.count) else {
      throw ValidationError(
        "--receipt goes with --recorded, and takes the digits that SmartBill shows.")
    }
  }

  func run() async throws {
    let (resolution, done): (PaymentResolution, String) =
      if recorded {
        (.recorded(receipt: receipt), "Payment \(id) is booked.")
      } else if sendAgain {
        (.sendAgain, "Payment \(id) will be sent again.")
      } else {
        (.giveUp, "Payment \(id) is given up.")
      }
    try await Acting.perform(
      .resolvePayment(id, resolution), on: "payment \(id)", by: person, in: settings,
      output: output, done: done)
  }
}
