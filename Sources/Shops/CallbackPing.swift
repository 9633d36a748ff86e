import Domain
import FoundationEssentials
import HTTPTypes
import Signatures
import Transport

/// Asks a shop's callback address whether it is there and verifies signatures, by a notice that is
/// about no order: type `punte.check`.
public struct CallbackPing: Sendable {
  public enum Reading: Codable, Sendable, Equatable {
    case answered(status: Int, clockSkewMilliseconds: Int64?)
    case unreachable(BilingualText)
  }

  public static let type = "punte.check"

  private let transport: HTTPTransport
  private let time: any TimeSource

  public init(transport: HTTPTransport, time: any TimeSource) {
    self.transport = transport
    self.time = time
  }

  /// Sends one; the signer is the endpoint's own, or one that the shop must refuse.
  public func send(to endpoint: ShopEndpoint, nonce: String) async -> Reading {
    let sentAt = time.now()
    let body = Array(
      #"{"type":"\#(Self.type)","timestamp":"\#(sentAt)","data":{"nonce":"\#(nonce)"}}"#.utf8)
    let outcome = await transport.send(
      CallbackRequest(body: body, id: "chk_\(nonce)").request(to: endpoint, at: sentAt))
    switch outcome {
    case .answered(let response):
      return .answered(
        status: response.status,
        clockSkewMilliseconds: ClockSkew.milliseconds(
          by: response, sentAt: sentAt, answeredAt: time.now()))
    case .unclear(let failure):
      // The status came whole, and a page behind it that nobody reads.
      guard let status = failure.status, failure.reason == .responseTooLarge else {
        return .unreachable(failure.words)
      }
      return .answered(status: status, clockSkewMilliseconds: nil)
    case .notSent(let failure): return .unreachable(failure.words)
    }
  }
}
