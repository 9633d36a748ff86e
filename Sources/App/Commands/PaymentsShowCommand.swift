import ArgumentParser
import Domain

struct PaymentsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a payment: what was sent, what came back, what persons did.")

  @Argument(help: "The payment's id in the ledger.")
  var id: Payment.ID
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let payment = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in try await store.payment(id) }
    guard let payment else {
      throw CommandError("there is no payment \(id)", remedy: "Look it up with “list”.", .noInput)
    }
    try output.show(PaymentDocument(payment), as: PaymentViews.card(of: payment))
  }
}
