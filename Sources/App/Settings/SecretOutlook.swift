import Domain

/// What the coming end of a secret asks of the operator.
struct SecretOutlook: Sendable, Equatable {
  enum Stage: Sendable, Equatable {
    case ended
    /// In less than the time that a shop's engineers need.
    case endsSoon
  }

  let fingerprint: String
  let origin: SecretOrigin
  let stage: Stage
  let end: SecretEnd

  /// Told so long before.
  static let noticeSeconds: Int64 = 3 * 24 * 60 * 60

  init?(_ kept: KeptSecret, atSeconds now: Int64) {
    guard let notAfter = kept.dated.notAfterSeconds else { return nil }
    if !kept.dated.isLive(atSeconds: now) {
      stage = .ended
    } else if notAfter - now <= Self.noticeSeconds {
      stage = .endsSoon
    } else {
      return nil
    }
    fingerprint = kept.secret.fingerprint
    origin = kept.origin
    end = SecretEnd(seconds: notAfter)
  }

  var text: BilingualText { text(endingAt: end.localText) }

  /// For the log, whose moments are all UTC.
  var logText: String { text(endingAt: end.text).en }

  private func text(endingAt end: String) -> BilingualText {
    switch stage {
    case .ended:
      BilingualText(
        ro: "secretul \(fingerprint) (\(origin)) nu mai e valabil din \(end)",
        en: "secret \(fingerprint) (\(origin)) ended at \(end)")
    case .endsSoon:
      BilingualText(
        ro: "secretul \(fingerprint) (\(origin)) e valabil numai până la \(end)",
        en: "secret \(fingerprint) (\(origin)) ends at \(end)")
    }
  }

  var remedy: BilingualText {
    switch stage {
    case .ended:
      BilingualText(
        ro: "Ștergeți-l din fișier; lista secretelor arată dacă magazinul l-a mai folosit.",
        en: "Remove it from its file; “punte secrets list” shows whether the shop still used it.")
    case .endsSoon:
      BilingualText(
        ro: "Vedeți în lista secretelor dacă magazinul semnează deja cu cel nou.",
        en: "See by “punte secrets list” whether the shop signs with the new one already.")
    }
  }
}

extension SecretOutlook {
  static let commands = ["punte secrets list"]
}

extension Settings {
  /// Those that have something to say, by shop.
  func secretOutlooks(atSeconds now: Int64) -> [(shop: ShopID, outlook: SecretOutlook)] {
    shops.sorted { $0.key < $1.key }.flatMap { id, shop in
      shop.allSecrets.compactMap { SecretOutlook($0, atSeconds: now) }.map { (id, $0) }
    }
  }
}

extension ShopSettings {
  /// Those of deliveries, and those of callbacks that aren't the same.
  var allSecrets: [KeptSecret] {
    signature.secrets
      + callbackSecrets.filter { own in
        !signature.secrets.contains { $0.origin == own.origin }
      }
  }
}
