import Foundation
import Logging
import ServiceLifecycle

@testable import Sandbox

/// Runs a sandbox on a free port for as long as the body runs.
func withSmartBill(
  _ settings: SmartBillSettings = SmartBillSettings(),
  _ body: @Sendable (SmartBillClient) async throws -> Void
) async throws {
  let (ports, listening) = AsyncStream.makeStream(of: Int.self)
  let application = SmartBillSandbox(settings: settings)
    .application(host: "127.0.0.1", port: 0) { listening.yield($0) }
  var configuration = ServiceGroupConfiguration(
    services: [application], logger: Logger(label: "test"))
  // A slow answer still under way is cut.
  configuration.maximumGracefulShutdownDuration = .milliseconds(200)
  let services = ServiceGroup(configuration: configuration)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await services.run() }
    defer { group.cancelAll() }
    for await port in ports {
      try await body(SmartBillClient(port: port))
      break
    }
    await services.triggerGracefulShutdown()
    try await group.waitForAll()
  }
}

/// Talks to a running sandbox as the account's user would.
struct SmartBillClient: Sendable {
  let port: Int

  /// Base64 of `office@firma.example:003|sandbox`.
  static let authorization = "Basic b2ZmaWNlQGZpcm1hLmV4YW1wbGU6MDAzfHNhbmRib3g="
  static let cif = "RO12345674"

  func request(
    _ method: String, _ path: String, body: String = "",
    headers overrides: [String: String?] = [:]
  ) -> String {
    var headers: [String: String] = [
      "Host": "127.0.0.1:\(port)", "Authorization": Self.authorization,
      "Accept": "application/json", "Content-Length": String(body.utf8.count),
    ]
    if !body.isEmpty { headers["Content-Type"] = "application/json" }
    for (name, value) in overrides { headers[name] = value }
    let lines = headers.map { "\($0): \($1)\r\n" }.joined()
    return "\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body)"
  }

  /// On a connection of its own; nil when it ended without a byte.
  func maybe(
    _ method: String, _ path: String, body: String = "", headers: [String: String?] = [:]
  ) async throws -> RawConnection.Response? {
    let connection = try RawConnection(port: port)
    return try await connection.exchange(
      request(method, path, body: body, headers: headers))
  }

  func call(
    _ method: String, _ path: String, body: String = "", headers: [String: String?] = [:]
  ) async throws -> RawConnection.Response {
    guard let response = try await maybe(method, path, body: body, headers: headers) else {
      throw RawConnection.Failure(what: "no response to \(method) \(path)")
    }
    return response
  }

  func issue(_ body: String = Sample.invoice()) async throws -> RawConnection.Response {
    try await call("POST", "/SBORO/api/invoice/v2", body: body)
  }

  func plan(_ fault: String) async throws {
    _ = try await call("POST", "/_sandbox/faults", body: fault)
  }

  func state() async throws -> SandboxReport {
    try await report("state")
  }

  func rate(sinceMilliseconds earliest: Int? = nil) async throws -> RateReport {
    try await report("rate" + (earliest.map { "?since_ms=\($0)" } ?? ""))
  }

  private func report<Report: Decodable>(_ name: String) async throws -> Report {
    let response = try await call("GET", "/_sandbox/\(name)")
    return try JSONDecoder().decode(Report.self, from: Data(response.body.utf8))
  }
}

/// What the tests read of `/_sandbox/state`.
struct SandboxReport: Decodable {
  struct Document: Decodable {
    struct Totals: Decodable, Equatable {
      var net: String
      var vat: String
      var total: String
    }
    struct Subtotal: Decodable, Equatable {
      var percentage: String?
      var net: String
      var vat: String
    }
    var series: String
    var number: String?
    var draft, cancelled, foreign: Bool
    var totals: Totals
    var vat: [Subtotal]
    var mentions, request_body, view_path: String
  }
  struct NumberedSeries: Decodable, Equatable {
    var name: String
    var next_number: Int
  }
  struct Counters: Decodable {
    var requests_received: [String: Int]
    var posts_executed, calls_in_window_max, calls_during_blocks, blocks: Int
    var connections_accepted, calls_during_outages: Int
    var faults: [String: Int]
  }
  var documents, deleted: [Document]
  var series: [NumberedSeries]
  var counters: Counters
}

/// What `/_sandbox/rate` tells.
struct RateReport: Decodable {
  var limit, window_ms, calls_total, calls_in_window_max, calls_during_blocks, blocks: Int
  var blocked: Bool
  var arrivals_ms: [Int]
}

enum Sample {
  static let product = """
    {"name":"Cafea","measuringUnitName":"buc","quantity":1,"price":100,
     "taxPercentage":21,"taxName":"Normala"}
    """
  static let client = #"{"name":"Ion Popescu","country":"Romania"}"#

  /// An invoice of 100 lei without VAT, unless told otherwise; `extra` begins with a comma.
  static func invoice(
    _ products: String = product, client: String = client, series: String = "FCT",
    extra: String = ""
  ) -> String {
    """
    {"companyVatCode":"RO12345674","seriesName":"\(series)","issueDate":"2026-11-23",
     "client":\(client),"products":[\(products)]\(extra)}
    """
  }

  static func discount(_ members: String) -> String {
    #"{"name":"Reducere","measuringUnitName":"buc","isDiscount":true,\#(members)}"#
  }

  static func line(price: String, quantity: String = "1", included: Bool = true, vat: Int = 21)
    -> String
  {
    """
    {"name":"Produs","measuringUnitName":"buc","quantity":\(quantity),"price":\(price),
     "isTaxIncluded":\(included),"taxPercentage":\(vat)}
    """
  }
}
