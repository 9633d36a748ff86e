import Domain
import Signatures

/// Every shop's verifier, and the same work for a shop that there is not.
struct ShopVerifiers: Sendable {
  private let verifiers: [ShopID: Verifier]
  /// Judge what is sent to an unknown shop, in vain.
  private let decoys: [Verifier]

  init(_ verifiers: [ShopID: Verifier]) {
    self.verifiers = verifiers
    decoys = Array(verifiers.values)
  }

  /// nil if the shop is unknown, after as long a time as a known one takes.
  ///
  /// A name always meets the same decoy, chosen among the real verifiers by a hash that is secret to
  /// the process, so that neither the scheme nor the number of secrets gives an unknown name away.
  func judge(
    _ shop: ShopID, headers: [(name: String, value: String)], body: [UInt8], nowSeconds: Int64
  ) -> Verdict? {
    guard let verifier = verifiers[shop] ?? decoy(for: shop) else { return nil }
    let verdict = verifier.judge(headers: headers, body: body, nowSeconds: nowSeconds)
    return verifiers[shop] == nil ? nil : verdict
  }

  /// Of all shops, in lower case: a delivery has one of them at least.
  var signatureHeaders: Set<String> {
    verifiers.values.reduce(into: []) { $0.formUnion($1.signatureHeaders) }
  }

  func knows(_ shop: ShopID) -> Bool { verifiers[shop] != nil }

  func fingerprint(ofSecret index: Int, of shop: ShopID) -> String? {
    verifiers[shop]?.fingerprints[index]
  }

  private func decoy(for shop: ShopID) -> Verifier? {
    guard !decoys.isEmpty else { return nil }
    return decoys[Int(shop.hashValue.magnitude % UInt(decoys.count))]
  }
}
