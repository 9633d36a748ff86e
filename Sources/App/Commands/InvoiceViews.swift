import Domain

/// How the ledger looks at a terminal.
enum InvoiceViews {
  static func table(of invoices: [Invoice]) -> Table {
    var table = Table(
      "ID", "SHOP", "ORDER", "KIND", "REV", "STATE", "NUMBER", "TOTAL", "FAILURE", "UPDATED")
    for invoice in invoices {
      table.add(
        "\(invoice.id)", invoice.key.shop.rawValue, invoice.key.order.rawValue,
        invoice.key.kindText, "\(invoice.key.revision)", invoice.stateWord,
        invoice.document?.number.description ?? invoice.series.name,
        invoice.document?.sum ?? "-", invoice.failure?.code.rawValue ?? "-",
        invoice.updatedAt.localText)
    }
    return table
  }

  static func card(of detail: InvoiceDetail, waits: String? = nil) -> String {
    let invoice = detail.invoice
    var card = Card()
    card.add("Invoice", "\(invoice.id)")
    card.add("Shop", invoice.key.shop.rawValue)
    card.add("Order", invoice.key.order.rawValue)
    card.add("Kind", invoice.key.kindText)
    card.add("Takes back", invoice.original.map { "invoice \($0)" })
    card.add("Made from", invoice.proforma.map { "proforma \($0)" })
    card.add("Proforma", invoice.proformaNote)
    card.add("Revision", "\(invoice.key.revision)")
    card.add("Reference", detail.reference)
    card.add("Account", invoice.key.account.rawValue)
    card.add("Series", "\(invoice.series.name) of \(invoice.series.cif)")
    card.add("State", invoice.stateWord)
    card.add("Waits", waits?.withLocalTimes)
    card.add("Number", invoice.document?.number.description)
    card.add("Expected", invoice.expectedNumber.map(String.init))
    card.add("Total", invoice.reserved?.sum)
    card.add("Paid within", invoice.paidInside?.description)
    card.add("Issued on", invoice.document?.issuedOn)
    card.add("View", invoice.document?.viewURL)
    card.add("Edit", invoice.document?.editURL)
    card.add("Opened by", invoice.openedBy.rawValue)
    card.add("Cancelled by", invoice.cancelling.map { "\($0), not yet done" })
    card.add("Restored by", invoice.restoring.map { "\($0), not yet done" })
    card.add("Restored", invoice.restores == 0 ? nil : "\(invoice.restores) times")
    card.add("Attempt", "\(invoice.attempt)")
    card.add("Created", invoice.createdAt.localText)
    card.add("Updated", invoice.updatedAt.localText)
    card.addBlock("Mended", invoice.mends.map(\.description).joined(separator: "\n"))
    card.addBlock("Failure", invoice.failure?.lines ?? "")
    card.addBlock("Doubt", invoice.doubt?.text ?? "")
    card.addBlock("Proven absent", invoice.absences.text)
    card.addBlock("Candidates", invoice.candidates.map(\.text).joined(separator: "\n"))
    card.addBlock("Acts", JobViews.attempts(detail.acts))
    card.addBlock("Request", detail.request.map(BodyText.text) ?? "")
    for evidence in detail.evidence {
      card.addBlock(
        "Answer to attempt \(evidence.attempt), \(evidence.at.localText)", evidence.answer.text)
    }
    return card.text
  }

  /// Numbers without a document matter only as long as their series is stopped: a person who resumes it
  /// has seen them.
  static func shown(_ foreign: [ForeignDocument], stopped: [StoppedSeries]) -> [ForeignDocument] {
    let stopped = Set(stopped.map(\.series))
    return foreign.filter { $0.document.total != nil || stopped.contains($0.series) }
  }

  static func table(of foreign: [ForeignDocument]) -> Table {
    var table = Table("COMPANY", "DOCUMENT", "TOTAL", "CARRIES", "SEEN")
    for found in foreign {
      table.add(
        found.series.cif, found.document.number.description,
        found.document.total?.description ?? "none there",
        found.document.isUnread == true
          ? "can't be read"
          : found.document.references.map(\.description).joined(separator: ", "),
        found.seenAt.localText)
    }
    return table
  }

  static func cards(of stopped: [StoppedSeries]) -> [String] {
    stopped.map { stop in
      var card = Card()
      card.add("Series", stop.series.name)
      card.add("Company", stop.series.cif)
      card.add("Stopped", stop.stoppedAt.localText)
      card.addBlock("Failure", stop.failure.lines)
      return card.text
    }
  }

  static func cards(of waiting: [WaitingSeries]) -> [String] {
    waiting.map { wait in
      var card = Card()
      card.add("Series", wait.series.name)
      card.add("Company", wait.series.cif)
      card.addBlock("Waits", wait.failure.lines)
      return card.text
    }
  }
}

extension InvoiceKey {
  /// With a refund's id in the shop.
  fileprivate var kindText: String {
    item.isEmpty ? kind.rawValue : "\(kind.rawValue) \(item)"
  }
}

extension IssuedDocument {
  fileprivate var sum: String { "\(total) \(currency)" }
}

extension ReservedDocument {
  fileprivate var sum: String { "\(total) \(currency)" }
}

extension Doubt {
  fileprivate var text: String {
    var lines = ["since \(since.localText)"]
    if let absentAt { lines.append("its series was seen unmoved, \(absentAt.localText)") }
    if rounds > 0 { lines.append("looks that decided nothing: \(rounds)") }
    if let namedNumber { lines.append("a person says \(namedNumber); to be looked up") }
    return lines.joined(separator: "\n")
  }
}

extension Candidate {
  fileprivate var text: String {
    guard exists else { return "\(number): there is no such document" }
    let total = total?.description ?? "a proforma"
    let printed = references.map(\.description).joined(separator: ", ")
    let without = isUnread == true ? "its text can't be read" : "no reference of ours"
    return "\(number): \(total), \(printed.isEmpty ? without : printed)"
  }
}

extension RawAnswer {
  /// As a card shows it.
  var text: String {
    switch self {
    case .answered(let status, let body): "status \(status)\n\(BodyText.text(of: body))"
    case .notSent(let reason): "not sent: \(reason)"
    case .unclear(let reason, let part):
      "unclear: \(reason)\(part.isEmpty ? "" : "\n" + BodyText.text(of: part))"
    }
  }
}

extension Absences {
  /// Empty for what never was.
  fileprivate var text: String {
    guard count > 0 else { return "" }
    return [
      count == 1 ? "once" : "\(count) times",
      doubtedAt.map { "first in doubt at \($0.localText)" },
      againAt.map { "not sent again before \($0.localText)" },
    ].compactMap { $0 }.joined(separator: "\n")
  }
}
