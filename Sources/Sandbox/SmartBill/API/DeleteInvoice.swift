extension Endpoint {
  /// `DELETE /invoice`: only the last of its series, which then gives the same number out again.
  static func deleteInvoice(cif: String) -> Endpoint {
    Endpoint(method: "DELETE", path: "/invoice", name: "invoice/delete") { call, account, mark in
      do throws(Refusal) {
        try company(of: call, is: cif)
        guard let number = call.query["number"] else { throw .noNumberInQuery }
        guard let series = call.query["seriesname"] else { throw .noSeriesInQuery }
        _ = try account.delete(series: series, number: number, at: mark.milliseconds)
        return Envelope.success(
          message: "Factura cu seria si numarul \(series)\(number) a fost stearsa cu succes.")
      } catch {
        return Envelope.refusal(error, withDocument: false)
      }
    }
  }
}
