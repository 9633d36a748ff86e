import Foundation
import FoundationNetworking
import TestKit

/// Plain HTTP, as a test's stand-in for a person or a shop.
public enum HTTP {
  public struct Answer: Sendable {
    public let status: Int
    public let body: Data
    public let headers: [String: String]
    public var json: JSON { get throws { try JSON(body) } }
  }

  public static func get(_ url: String) async throws -> Answer { try await send("GET", url) }

  @discardableResult public static func post(
    _ url: String, _ body: String = "{}", headers: [String: String] = [:]
  ) async throws -> Answer {
    try await send("POST", url, Data(body.utf8), headers: headers)
  }

  public static func send(
    _ method: String, _ url: String, _ body: Data? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    guard let address = URL(string: url) else { throw URLError(.badURL) }
    var request = URLRequest(url: address)
    request.httpMethod = method
    request.httpBody = body
    if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    let fields = response.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
    return Answer(
      status: response.statusCode, body: data,
      headers: Dictionary(fields, uniquingKeysWith: { first, _ in first }))
  }

  /// Enough connections for 200 requests at once.
  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = 256
    return URLSession(configuration: configuration)
  }()
}
