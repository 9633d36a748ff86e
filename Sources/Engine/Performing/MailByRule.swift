import Domain

extension Command.IssueInvoice {
  /// Has an invoice that is now issued e-mailed, if the settings say so.
  func mail(of invoice: Invoice) -> [Command] {
    guard let mail else { return [] }
    // Of a document that was there before this ledger knew of it, another database may have had a
    // mail sent: it was restored from a copy.
    let mayHaveGone = invoice.isAdopted
    return [
      .sendInvoice(
        .init(
          asked: asked, account: account, order: order.id, mail: mail, invoice: invoice.id,
          mayHaveGone: mayHaveGone ? true : nil))
    ]
  }
}
