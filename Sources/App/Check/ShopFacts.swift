import Domain
import Shops

/// What was found of a shop.
struct ShopFacts: Sendable {
  /// A delivery or a callback that was signed with one secret, and what came back.
  struct Trial: Sendable {
    let fingerprint: String
    let reading: CallbackPing.Reading
  }

  var id: ShopID
  var settings: ShopSettings
  var outbound: Outbound
  var inbound: Inbound
  var outlooks: [SecretOutlook] = []

  enum Outbound: Sendable {
    case skipped(BilingualText)
    /// - Parameters:
    ///   - trials: one for each live secret, the newest first.
    ///   - forged: signed with a secret that nobody knows; nil where no trial was accepted.
    case tried([Trial], forged: CallbackPing.Reading?)
  }

  enum Inbound: Sendable {
    case skipped(BilingualText)
    case tried(url: String, [Trial], forged: CallbackPing.Reading?)
  }
}
