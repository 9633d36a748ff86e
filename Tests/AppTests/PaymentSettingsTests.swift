import Domain
import TestKit
import Testing

@testable import App

struct PaymentSettingsTests {
  private func settings(_ payments: String) -> String {
    SettingsFile.good.replacing("series: FCT", with: "series: FCT, payments: \(payments)")
  }

  @Test func `each method says what it is booked as`() throws {
    let text = settings(
      #"""
      { card: Card online, numerar: { type: Chitanta, series: "0012" }, ramburs: Ramburs,
              op: { type: Ordin plata, inside: true } }
      """#)
    let shop = try #require(try SettingsFile.read(text).get().shops["magazin"])
    expectEqual(
      shop.invoicing.payments,
      [
        "card": PaymentTerms(type: .onlineCard),
        "numerar": PaymentTerms(type: .receipt, series: "0012"),
        "ramburs": PaymentTerms(type: .cashOnDelivery),
        "op": PaymentTerms(type: .transfer, isInside: true),
      ])
    expectEqual(shop.invoicing.receiptSeries, ["0012"])
  }

  @Test(arguments: [
    ("{ card: Card onlin }", "Card online"), ("{ card: Bon }", "fiscal receipt"),
    ("{ numerar: Chitanta }", "series of its receipts"),
    ("{ numerar: { type: Chitanta } }", "series"),
    ("{ card: { type: Card, series: CH } }", "for receipts only"),
    ("{ card: { type: Card, inside: maybe } }", "neither true nor false"),
    ("{ card: { typ: Card } }", "type"), ("[ card ]", "keys of its own"),
  ])
  func `what is wrong is named with its fix`(payments: String, words: String) {
    #expect(SettingsFile.errors(of: settings(payments)).contains(words))
  }
}
