import Domain
import Signatures

/// How a shop signs its deliveries.
struct SignatureSettings: Sendable {
  enum SchemeName: String, CaseIterable {
    case standardWebhooks = "standard-webhooks"
    case hmacHex = "hmac-hex"
    case hmacBase64 = "hmac-base64"
  }

  var scheme: SignatureScheme
  /// The newest first; one of them at least has no end.
  var secrets: [KeptSecret]
  /// How far the signed time may lie from now.
  var tolerance: Duration

  static let keys = ["scheme", "header", "secrets", "tolerance"]
  private static let standardTolerance = Duration.seconds(Verifier.defaultToleranceSeconds)
  /// A day would let a captured delivery be replayed for as long.
  private static let toleranceBounds: ClosedRange<Duration> = .seconds(1) ... .seconds(3600)
}

extension SignatureSettings {
  init?(_ section: SettingsSection) {
    guard let name = section.required("scheme", as: SettingsWord.of(SchemeName.self)) else {
      return nil
    }
    let scheme = Self.scheme(name, section)
    let tolerance = section.duration(
      "tolerance", default: Self.standardTolerance, in: Self.toleranceBounds)
    if name != .standardWebhooks, section.node("tolerance") != nil {
      section.report(
        SettingsComplaint(
          .both(
            "nu folosește la nimic: schema nu semnează ora",
            "has no use, as the scheme signs no time"),
          remedy: .both("scoateți-o", "remove it")),
        onKey: "tolerance")
    }
    let secrets = Self.secrets(section, for: name)
    guard let scheme, !secrets.isEmpty else { return nil }
    self.init(scheme: scheme, secrets: secrets, tolerance: tolerance)
  }

  private static func scheme(_ name: SchemeName, _ section: SettingsSection) -> SignatureScheme? {
    switch name {
    case .standardWebhooks:
      if section.node("header") != nil {
        section.report(
          SettingsComplaint(
            .both(
              "nu folosește la nimic: schema își numește antetele",
              "has no use, as the scheme names its headers"),
            remedy: .both("scoateți-o", "remove it")),
          onKey: "header")
      }
      return .standardWebhooks
    case .hmacHex:
      return section.required("header", as: SettingsText.headerName).map { .hmacHex(header: $0) }
    case .hmacBase64:
      return section.required("header", as: SettingsText.headerName).map { .hmacBase64(header: $0) }
    }
  }

  private static func secrets(
    _ section: SettingsSection, for name: SchemeName
  ) -> [KeptSecret] {
    guard section.holdsSecrets(secretsAllowed, inList: "secrets") else { return [] }
    let errorsBefore = section.source.errors.count
    let secrets = section.secrets(
      ofList: "secrets", as: name == .standardWebhooks ? standardSecret : plainSecret)
    guard section.source.errors.count == errorsBefore else { return [] }
    return checked(secrets, section, key: "secrets")
  }

  /// Nothing, reported, unless they can serve at any time: few, and one without an end.
  static func checked(
    _ secrets: [KeptSecret], _ section: SettingsSection, key: String
  ) -> [KeptSecret] {
    guard section.isAllowed(secrets.count, secrets: secretsAllowed, key: key) else { return [] }
    guard secrets.contains(where: { $0.dated.notAfterSeconds == nil }) else {
      section.report(
        SettingsComplaint(
          .both(
            "ar expira cu totul, căci fiecare secret are not_after",
            "would end altogether, as each secret has a not_after"),
          remedy: .both(
            "lăsați unul fără, sau faceți un secret nou",
            "leave one without, or run punte secrets rotate")),
        onKey: key)
      return []
    }
    return secrets
  }

  private static let secretsAllowed = 1...Verifier.secretsMax

  static func standardSecret(_ text: String) throws(SettingsComplaint) -> Secret {
    do {
      return try Secret(standardWebhooks: text)
    } catch {
      throw complaint(of: error)
    }
  }

  private static func plainSecret(_ text: String) throws(SettingsComplaint) -> Secret {
    do {
      return try Secret(bytes: Array(text.utf8))
    } catch {
      throw complaint(of: error)
    }
  }

  private static func complaint(of error: SecretError) -> SettingsComplaint {
    let remedy = BilingualText.both(
      "scrieți whsec_ și 24 până la 64 de octeți întâmplători, în base64",
      "write whsec_ and the base64 of 24 to 64 random bytes")
    return switch error {
    case .missingPrefix:
      SettingsComplaint(
        .both("nu începe cu whsec_", "does not begin with whsec_"), remedy: remedy)
    case .notBase64:
      SettingsComplaint(
        .both("nu e base64 după whsec_", "is not base64 after whsec_"), remedy: remedy)
    case .keyByteCount(let count, let allowed):
      SettingsComplaint(
        .both("e o cheie de \(count) octeți", "is a key of \(count) bytes"),
        remedy: .both(
          "luați una de \(allowed.lowerBound) până la \(allowed.upperBound)",
          "take one of \(allowed.lowerBound) to \(allowed.upperBound)"))
    case .cryptographyUnavailable(let reason):
      SettingsComplaint(
        .both("nu poate fi folosit: \(reason)", "can't be used: \(reason)"),
        remedy: .both(
          "vedeți dacă OpenSSL 3 e întreg",
          "see that OpenSSL 3 is whole (openssl list -digests)"))
    }
  }
}
