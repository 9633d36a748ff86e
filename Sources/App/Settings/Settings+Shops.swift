import Domain
import Logging
import Shops
import Signatures

/// What the shops' secrets are for.
extension Settings {
  var endpoints: [ShopEndpoint] {
    shops.map { id, shop in
      shop.endpoint(of: id, signer: Signer(secrets: shop.callbackSecrets.map(\.dated)))
    }
  }

  func verifiers() throws(Server.StartError) -> [ShopID: Verifier] {
    var verifiers: [ShopID: Verifier] = [:]
    for (id, shop) in shops {
      do {
        verifiers[id] = try Verifier(
          scheme: shop.signature.scheme, secrets: shop.signature.secrets.map(\.dated),
          toleranceSeconds: Int(shop.signature.tolerance.components.seconds))
      } catch {
        throw .verifier(id, error)
      }
    }
    return verifiers
  }

  /// Of secrets that end soon, or have ended.
  func warn(of now: Timestamp, _ logger: Logger) {
    for (shop, outlook) in secretOutlooks(atSeconds: now.seconds) {
      logger.warning(
        "\(outlook.logText)", metadata: ["shop": "\(shop)", "remedy": "\(outlook.remedy.en)"])
    }
  }
}
