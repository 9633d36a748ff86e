extension Endpoint {
  /// `PUT /invoice/cancel`: idempotent, and always 200 for a document that exists. The parameter
  /// is `seriesname`; `seriesName` fails live (smartbill-api.md §2), so it does here.
  static func cancelInvoice(cif: String) -> Endpoint {
    Endpoint(method: "PUT", path: "/invoice/cancel", name: "invoice/cancel") { call, account, _ in
      do throws(Refusal) {
        try company(of: call, is: cif)
        guard let number = call.query["number"] else { throw .noNumberInQuery }
        guard let series = call.query["seriesname"] else { throw .noSeriesInQuery }
        let invoice = series + number
        let message =
          switch try account.cancel(series: series, number: number) {
          case .cancelled: "Factura cu seria si numarul \(invoice) a fost anulata cu succes."
          case .alreadyCancelled: "Factura \(invoice) este deja anulata."
          }
        return Envelope.success(message: message)
      } catch {
        return Envelope.refusal(error, withDocument: false)
      }
    }
  }
}
