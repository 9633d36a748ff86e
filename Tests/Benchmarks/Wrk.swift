import Foundation
import Signatures
import StageKit
import TestKit

/// One run of wrk with signed deliveries.
struct Wrk {
  struct Result: Codable {
    let requests: Int
    let microseconds: Int
    /// In µs.
    let p50: Int
    let p99: Int
    let p999: Int
    /// Answers of 400 and above.
    let refused: Int
    let broken: Int

    var rate: Double { Double(requests) / Double(microseconds) * 1_000_000 }
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  let folder: URL
  let body: URL

  init(in folder: URL) throws {
    self.folder = folder
    body = folder.appending(path: "body.json")
    try BenchBody.text.write(to: body, atomically: true, encoding: .utf8)
  }

  /// Sends to the path for so long, over so many connections.
  func run(_ address: String, path: String, connections: Int, seconds: Int) async throws
    -> Result
  {
    let run = String(UInt64.random(in: .min ... .max), radix: 36)
    let secret = try HexText.text(ofStandardWebhooks: Stage.secret)
    let result = try await Command.run(
      URL(filePath: "/usr/bin/wrk"),
      [
        "--threads", "1", "--connections", "\(connections)", "--duration", "\(seconds)s",
        "--timeout", "20s", "--script", Repository.path("Tests/Benchmarks/deliveries.lua"),
        address, "--", path, body.path, secret, run,
      ], in: folder)
    guard let line = result.output.split(separator: "\n").last(where: { $0.hasPrefix("{") }),
      let figures = try? JSONDecoder().decode(Result.self, from: Data(line.utf8))
    else { throw Failed(description: "wrk says:\n\(result.output)\(result.errors)") }
    guard figures.broken == 0 else {
      throw Failed(description: "\(figures.broken) requests got no answer")
    }
    return figures
  }

  /// The same, where every request must be accepted.
  func deliver(to address: String, connections: Int, seconds: Int) async throws -> Result {
    let figures = try await run(
      address, path: "/webhooks/magazin", connections: connections, seconds: seconds)
    guard figures.refused == 0 else {
      throw Failed(description: "\(figures.refused) deliveries were refused")
    }
    return figures
  }
}

/// A confirmed order of 2 KiB.
enum BenchBody {
  static let bytes = 2048

  static var text: String {
    let head = #"{"type":"order.status_changed","timestamp":"2026-11-24T10:00:00Z","data":"#
    let order =
      #"{"order":{"id":"@ORDER@","number":"1","status":"Confirmata","currency":"RON","#
      + #""customer":{"kind":"person","name":"Ion Popescu","address":"Str. Lungă 1","#
      + #""city":"Cluj-Napoca","county":"Cluj","country":"Romania"},"#
      + #""lines":[{"kind":"product","code":"CAF-1","name":"Cafea boabe 1 kg","quantity":"1","#
      + #""unit":"buc","price":"131.00","vat_included":true,"vat_rate":"21"}],"#
      + #""payment":{"method":"ramburs","paid":false},"total":"131.00"},"padding":""#
    let text = head + order
    let end = "\"}}"
    return text + String(repeating: "x", count: bytes - text.utf8.count - end.utf8.count) + end
  }
}
