import Domain

/// How the payment ledger looks at a terminal.
enum PaymentViews {
  static func table(of payments: [Payment]) -> Table {
    var table = Table(
      "ID", "SHOP", "ORDER", "PAYMENT", "STATE", "AMOUNT", "INVOICE", "RECEIPT", "FAILURE",
      "UPDATED")
    for payment in payments {
      table.add(
        "\(payment.id)", payment.key.shop.rawValue, payment.key.order.rawValue,
        payment.key.payment.rawValue, payment.stateWord, payment.received.amount.description,
        payment.invoice?.number.description ?? "-", payment.receipt?.text ?? "-",
        payment.failure?.code.rawValue ?? "-", payment.updatedAt.localText)
    }
    return table
  }

  static func card(of detail: PaymentDetail) -> String {
    let payment = detail.payment
    var card = Card()
    card.add("Payment", "\(payment.id)")
    card.add("Shop", payment.key.shop.rawValue)
    card.add("Order", payment.key.order.rawValue)
    card.add("Shop's id", payment.key.payment.rawValue)
    card.add("Account", payment.key.account.rawValue)
    card.add("Method", payment.received.method)
    card.add("Amount", payment.received.amount.description)
    card.add("Currency", payment.received.currency)
    card.add("Received on", payment.received.date?.description)
    card.add("State", payment.stateWord)
    card.add("Invoice", payment.invoice?.number.description)
    card.add("Booked as", payment.type?.rawValue)
    card.add("Receipt", payment.receipt?.text)
    card.add("Within it", payment.isInside ? "the invoice was issued as paid" : nil)
    card.add("Paid before", payment.paidBefore?.description)
    card.add("Left to pay", payment.left?.description)
    card.add("Opened by", payment.openedBy.rawValue)
    card.add("Attempt", "\(payment.attempt)")
    card.add("Created", payment.createdAt.localText)
    card.add("Updated", payment.updatedAt.localText)
    card.addBlock("Failure", payment.failure?.lines ?? "")
    card.addBlock("Doubt", payment.doubt?.text ?? "")
    card.addBlock("Acts", JobViews.attempts(detail.acts))
    card.addBlock("Request", detail.request.map(BodyText.text) ?? "")
    for evidence in detail.evidence {
      card.addBlock(
        "Answer to attempt \(evidence.attempt), \(evidence.at.localText)", evidence.answer.text)
    }
    return card.text
  }
}

extension Receipt {
  fileprivate var text: String { "\(series) \(number ?? "?")" }
}

extension PaymentDoubt {
  fileprivate var text: String {
    var lines = ["since \(since.localText)"]
    if let unchangedAt { lines.append("as much was seen paid as before, \(unchangedAt.localText)") }
    if let seen { lines.append("seen paid: \(seen)") }
    return lines.joined(separator: "\n")
  }
}
