extension Endpoint {
  /// `PUT /invoice/cancel`, `/estimate/cancel`: idempotent, and always 200 for a document that
  /// exists.
  static func cancel(_ kind: DocumentKind, company: Company) -> Endpoint {
    changing(kind, "PUT", path: "/\(kind.rawValue)/cancel", name: "cancel", company: company) {
      name, account, _ throws(Refusal) in
      switch try account.cancel(kind, series: name.series, number: name.number) {
      case .cancelled:
        "\(kind.title) cu seria si numarul \(name.text) a fost anulata cu succes."
      case .alreadyCancelled: "\(kind.title) \(name.text) este deja anulata."
      }
    }
  }

  /// `PUT /invoice/restore`, `/estimate/restore`: idempotent as well.
  static func restore(_ kind: DocumentKind, company: Company) -> Endpoint {
    changing(kind, "PUT", path: "/\(kind.rawValue)/restore", name: "restore", company: company) {
      name, account, _ throws(Refusal) in
      switch try account.restore(kind, series: name.series, number: name.number) {
      case .restored:
        "\(kind.title) cu seria si numarul \(name.text) a fost restaurata cu succes."
      case .notNeeded: "\(kind.title) \(name.text) nu necesita restaurare."
      }
    }
  }

  /// `DELETE /invoice`: only the last of its series, which then gives the same number out again.
  /// `DELETE /estimate`: any.
  static func delete(_ kind: DocumentKind, company: Company) -> Endpoint {
    changing(kind, "DELETE", path: "/\(kind.rawValue)", name: "delete", company: company) {
      name, account, mark throws(Refusal) in
      _ = try account.delete(
        kind, series: name.series, number: name.number, at: mark.milliseconds)
      return "\(kind.title) cu seria si numarul \(name.text) a fost stearsa cu succes."
    }
  }

  /// Answers with a message.
  private static func changing(
    _ kind: DocumentKind, _ method: String, path: String, name: String, company: Company,
    act:
      @escaping @Sendable (DocumentName, inout Account, Account.Mark) throws(Refusal) -> String
  ) -> Endpoint {
    asking(method, path, name: "\(kind.rawValue)/\(name)", company: company) {
      call, account, mark throws(Refusal) in
      let name = try DocumentName(call.query, kind)
      if kind == .invoice { try account.rules.demand(.changeInvoices) }
      return Envelope.success(message: try act(name, &account, mark))
    }
  }
}
