import Domain
import HTTPTypes
import Listener
import Shops
import Signatures
import Transport

/// Sends signed trials to a shop, and to our own listener as the shop would.
struct ShopProbe {
  let settings: Settings
  /// Of the service that runs, if one does.
  let running: ListenerPort?
  /// Where shops send to, if the operator says so.
  let to: String?
  let transport: HTTPTransport
  let time: any TimeSource

  /// - Parameter skipped: why nothing is to be sent.
  func facts(of id: ShopID, _ shop: ShopSettings, skipped: BilingualText?) async -> ShopFacts {
    let now = time.now().seconds
    var facts = ShopFacts(
      id: id, settings: shop, outbound: .skipped(skipped ?? .both("-", "-")),
      inbound: .skipped(skipped ?? .both("-", "-")),
      outlooks: shop.allSecrets.compactMap { SecretOutlook($0, atSeconds: now) })
    if skipped == nil {
      facts.outbound = await outbound(id, shop, atSeconds: now)
      facts.inbound = await inbound(id, shop, atSeconds: now)
    }
    return facts
  }

  /// A key that nobody else has: what it signs is forged.
  private func strangersSecret() -> Secret? {
    (try? Secret.generate()).flatMap { try? Secret(standardWebhooks: $0) }
  }

  private func nonce() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

  private func live(_ secrets: [KeptSecret], atSeconds now: Int64) -> [Secret] {
    secrets.filter { $0.dated.isLive(atSeconds: now) }.map(\.secret)
  }

  private func outbound(
    _ id: ShopID, _ shop: ShopSettings, atSeconds now: Int64
  ) async -> ShopFacts.Outbound {
    let ping = CallbackPing(transport: transport, time: time)
    func send(_ secret: Secret) async -> CallbackPing.Reading {
      await ping.send(
        to: shop.endpoint(of: id, signer: Signer(secret: secret)), nonce: nonce())
    }
    var trials: [ShopFacts.Trial] = []
    for secret in live(shop.callbackSecrets, atSeconds: now) {
      let reading = await send(secret)
      trials.append(ShopFacts.Trial(fingerprint: secret.fingerprint, reading: reading))
      // What doesn't answer one doesn't answer the next.
      if case .unreachable = reading { break }
    }
    let isTaken = trials.contains {
      if case .answered(200..<300, _) = $0.reading { true } else { false }
    }
    guard isTaken, let stranger = strangersSecret() else { return .tried(trials, forged: nil) }
    return .tried(trials, forged: await send(stranger))
  }

  private func inbound(
    _ id: ShopID, _ shop: ShopSettings, atSeconds now: Int64
  ) async -> ShopFacts.Inbound {
    var listen = settings.listen
    if listen.port == 0, let port = running?.port { listen.port = port }
    guard to != nil || running != nil else {
      return .skipped(.both("serviciul Punte nu rulează", "“punte serve” is not running"))
    }
    let url: String
    do throws(CommandError) {
      url = try SendTarget.url(to, listen: listen, shop: id)
    } catch {
      return .skipped(.both("--to nu e o adresă", "\(error.what)"))
    }
    func send(_ secret: Secret) async -> CallbackPing.Reading {
      await deliver(to: url, ShopSigner(scheme: shop.signature.scheme, secret: secret))
    }
    var trials: [ShopFacts.Trial] = []
    for secret in live(shop.signature.secrets, atSeconds: now) {
      let reading = await send(secret)
      trials.append(ShopFacts.Trial(fingerprint: secret.fingerprint, reading: reading))
      if case .unreachable = reading { break }
    }
    guard case .answered? = trials.last?.reading, let stranger = strangersSecret() else {
      return .tried(url: url, trials, forged: nil)
    }
    return .tried(url: url, trials, forged: await send(stranger))
  }

  /// A delivery that is judged and not kept.
  private func deliver(to url: String, _ signer: ShopSigner) async -> CallbackPing.Reading {
    var headers: HTTPFields = [.contentType: "application/json"]
    let signed = signer.headers(
      id: "chk_\(nonce())", timestampSeconds: time.now().seconds, body: DeliveryCheck.body)
    for (name, value) in signed { HTTPField.Name(name).map { headers[$0] = value } }
    switch await transport.send(
      TransportRequest(method: .post, url: url, headers: headers, body: DeliveryCheck.body))
    {
    case .answered(let response):
      return .answered(status: response.status, clockSkewMilliseconds: nil)
    case .notSent(let failure), .unclear(let failure): return .unreachable(failure.words)
    }
  }
}
