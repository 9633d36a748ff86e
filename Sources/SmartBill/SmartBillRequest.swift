import Domain
import FoundationEssentials
import HTTPTypes
import Transport

/// Makes the HTTP requests of an account (`smartbill-api.md` §2).
struct SmartBillRequest {
  /// A list of a few hundred series, many times over.
  private static let responseBytesMax = 1 << 20
  /// SmartBill's PDFs have some 32 kB; 400 lines and a logo are a few hundred.
  private static let documentBytesMax = 8 << 20

  /// 200,000 products of 300 bytes; more is no catalogue that could be held in memory.
  static let stockBytesMax = 64 << 20

  let account: SmartBillAccount

  /// What gives a document its number.
  enum CreatePath: String {
    case invoice = "invoice/v2"
    case reverse = "invoice/reverse"
    case proforma = "estimate/v2"
  }

  /// On a fresh connection that is closed afterwards: libcurl sends a POST again by itself when a
  /// reused one turns out dead (`webhooks.md` §4.4).
  func create(_ body: [UInt8], at path: CreatePath, sendGuard: SendGuard) -> TransportRequest {
    once(path.rawValue, body, sendGuard)
  }

  /// As a create: money that is booked twice is as bad.
  func payment(_ body: [UInt8], sendGuard: SendGuard) -> TransportRequest {
    once("payment", body, sendGuard)
  }

  private func once(_ path: String, _ body: [UInt8], _ sendGuard: SendGuard) -> TransportRequest {
    var request = request(.post, path, timeout: account.timeouts.create)
    request.body = body
    request.headers[.contentType] = "application/json"
    request.connection = .fresh
    request.cancellation = .ignoredOnceSent
    request.sendGuard = sendGuard
    return request
  }

  enum Change: String {
    case cancel = "invoice/cancel"
    case restore = "invoice/restore"
    case cancelProforma = "estimate/cancel"
  }

  /// Arguments in the query and no body: that is how SmartBill takes a PUT. `seriesname` is in
  /// lower case, or it is not found.
  /// On a fresh connection, so that a dead one doesn't cost the attempt: libcurl must not send it
  /// again by itself.
  func change(
    _ change: Change, _ number: InvoiceNumber, of cif: String, sendGuard: SendGuard
  ) -> TransportRequest {
    var request = request(
      .put, change.rawValue, query(number, cif), timeout: account.timeouts.other)
    request.headers[.contentType] = "application/json"
    request.connection = .fresh
    request.sendGuard = sendGuard
    return request
  }

  /// On a fresh connection, as a create: a mail sent twice can't be taken back either.
  func email(_ body: [UInt8], sendGuard: SendGuard) -> TransportRequest {
    var request = request(.post, "document/send", timeout: account.timeouts.other)
    request.body = body
    request.headers[.contentType] = "application/json"
    request.connection = .fresh
    request.cancellation = .ignoredOnceSent
    request.sendGuard = sendGuard
    return request
  }

  func invoiceSeries(of cif: String) -> TransportRequest {
    series(of: cif, type: "f")
  }

  func proformaSeries(of cif: String) -> TransportRequest {
    series(of: cif, type: "p")
  }

  /// Which invoices were made of a proforma.
  func invoices(madeOf proforma: InvoiceNumber, _ cif: String) -> TransportRequest {
    request(.get, "estimate/invoices", query(proforma, cif), timeout: account.timeouts.other)
  }

  /// - Parameter type: `f` invoice, `p` proforma, `c` receipt.
  func series(of cif: String, type: String) -> TransportRequest {
    request(.get, "series", [("cif", cif), ("type", type)], timeout: account.timeouts.other)
  }

  func vatRates(of cif: String) -> TransportRequest {
    request(.get, "tax", [("cif", cif)], timeout: account.timeouts.other)
  }

  /// Today's stock of a warehouse, four values a product: undocumented, as SmartBill's own plugin
  /// uses it (`smartbill-api.md` §3.2).
  func shopStocks(of cif: String, _ warehouse: String) -> TransportRequest {
    stockRequest("stocks/ecom/", [("cif", cif), ("warehouseName", warehouse)])
  }

  /// - Parameters:
  ///   - day: `yyyy-MM-dd`; the stock at its end.
  ///   - productName: that product's alone.
  func stocks(
    of cif: String, _ warehouse: String, on day: String, productName: String? = nil
  ) -> TransportRequest {
    stockRequest(
      "stocks",
      [("cif", cif), ("date", day), ("warehouseName", warehouse)]
        + (productName.map { [("productName", $0)] } ?? []))
  }

  private func stockRequest(_ path: String, _ query: [(String, String)]) -> TransportRequest {
    var request = request(.get, path, query, timeout: account.timeouts.stock)
    request.limits.responseBytesMax = Self.stockBytesMax
    return request
  }

  /// Undocumented, as SmartBill's own plugin uses it (`smartbill-api.md` §3.2).
  func warehouses(of cif: String) -> TransportRequest {
    request(.get, "company/warehouses", [("cif", cif)], timeout: account.timeouts.other)
  }

  /// Undocumented too.
  func measuringUnits(of cif: String) -> TransportRequest {
    request(.get, "company/mu", [("cif", cif)], timeout: account.timeouts.other)
  }

  func paymentStatus(_ number: InvoiceNumber, of cif: String) -> TransportRequest {
    request(.get, "invoice/paymentstatus", query(number, cif), timeout: account.timeouts.other)
  }

  /// `Accept: application/pdf` would be refused with 406 (`smartbill-api.md` §2).
  func pdf(_ number: InvoiceNumber, of cif: String) -> TransportRequest {
    pdf(at: "invoice/pdf", number, cif)
  }

  func proformaPDF(_ number: InvoiceNumber, of cif: String) -> TransportRequest {
    pdf(at: "estimate/pdf", number, cif)
  }

  private func pdf(at path: String, _ number: InvoiceNumber, _ cif: String) -> TransportRequest {
    var request = request(.get, path, query(number, cif), timeout: account.timeouts.other)
    request.headers[.accept] = "application/octet-stream"
    request.limits.responseBytesMax = Self.documentBytesMax
    return request
  }

  private func query(_ number: InvoiceNumber, _ cif: String) -> [(String, String)] {
    [("cif", cif), ("seriesname", number.series), ("number", number.text)]
  }

  private func request(
    _ method: HTTPRequest.Method, _ path: String, _ query: [(String, String)] = [],
    timeout: Duration
  ) -> TransportRequest {
    let arguments = query.map { "\($0)=\(Self.percentEncoded($1))" }.joined(separator: "&")
    let url = "\(account.baseURL)/SBORO/api/\(path)" + (arguments.isEmpty ? "" : "?\(arguments)")
    let credentials = Data("\(account.email):\(account.token.text)".utf8).base64EncodedString()
    return TransportRequest(
      method: method, url: url,
      headers: [.authorization: "Basic \(credentials)", .accept: "application/json"],
      limits: limits(timeout), requiresTLS: account.baseURL.lowercased().hasPrefix("https:"))
  }

  private func limits(_ total: Duration) -> TransportLimits {
    TransportLimits(
      connectTimeoutMilliseconds: Int(account.timeouts.connect.wholeMilliseconds),
      totalTimeoutMilliseconds: Int(total.wholeMilliseconds),
      responseBytesMax: Self.responseBytesMax)
  }

  /// All but RFC 3986's unreserved characters, so that a series may be called anything.
  static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
