import Foundation
import Signatures

/// A delivery signed as the stage's shop signs, with more headers if there are.
public struct SignedDelivery: Sendable {
  public let body: [UInt8]
  private let headers: [String: String]

  public init(
    id: String, body: [UInt8], secret: String = Stage.secret,
    at moment: Date = Date(), more: [String: String] = [:]
  ) throws {
    self.body = body
    let signer = Signer(secret: try Secret(standardWebhooks: secret))
    let fields = signer.headers(
      id: id, timestampSeconds: Int64(moment.timeIntervalSince1970), body: body)
    headers = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
      .merging(more) { $1 }
  }

  public func send(to punte: String, shop: String = "magazin") async throws -> HTTP.Answer {
    try await HTTP.send("POST", punte + "/webhooks/\(shop)", Data(body), headers: headers)
  }
}
