import Domain
import Shops

/// What the facts of a shop mean.
enum ShopChecks {
  static func all(of facts: ShopFacts) -> [Check] {
    secrets(facts) + drafts(facts) + callback(facts) + webhook(facts)
  }

  private static func drafts(_ facts: ShopFacts) -> [Check] {
    guard facts.settings.invoicing.isDraft else { return [] }
    return [
      .warning(
        "drafts", facts.id.rawValue,
        .both(
          "magazinul e în probă: se salvează ciorne, nu se emit facturi",
          "the shop is on trial: drafts are saved, and no invoice is issued"),
        remedy: .both(
          "După probă scoateți «draft: true» de la «invoicing» și reporniți.",
          "After the trial remove “draft: true” from “invoicing”, and restart."))
    ]
  }

  private static func secrets(_ facts: ShopFacts) -> [Check] {
    guard facts.outlooks.isEmpty else {
      return facts.outlooks.map {
        .warning(
          "secrets", facts.id.rawValue, $0.text, remedy: $0.remedy,
          commands: SecretOutlook.commands)
      }
    }
    let count = facts.settings.allSecrets.count
    return [
      .ok(
        "secrets", facts.id.rawValue, ro: count == 1 ? "un secret" : "\(count) secrete",
        en: count == 1 ? "one secret" : "\(count) secrets")
    ]
  }

  // MARK: Callbacks

  private static func callback(_ facts: ShopFacts) -> [Check] {
    let subject = facts.id.rawValue
    switch facts.outbound {
    case .skipped(let reason): return [.skipped("callback", subject, because: reason)]
    case .tried(let trials, let forged):
      return [reached(trials, subject)] + [verifying(forged, subject)].compactMap(\.self)
        + clock(trials, subject)
    }
  }

  private static func reached(_ trials: [ShopFacts.Trial], _ subject: String) -> Check {
    if trials.first.map(isAccepted) == true {
      return .ok(
        "callback", subject, ro: "magazinul răspunde și recunoaște semnătura",
        en: "the shop answers, and knows the signature")
    }
    if let older = trials.first(where: isAccepted), let newest = trials.first {
      return .warning(
        "callback", subject,
        .both(
          "magazinul nu știe încă secretul cel nou (\(newest.fingerprint)), numai "
            + "\(older.fingerprint)",
          "the shop doesn't know the newest secret (\(newest.fingerprint)) yet, only "
            + "\(older.fingerprint)"),
        remedy: .both(
          "Puneți-l în magazin înainte ca acela vechi să expire.",
          "Put it into the shop before the old one ends."), commands: SecretOutlook.commands)
    }
    switch trials.first?.reading {
    case .unreachable(let why):
      return .failed(
        "callback", subject,
        .both(
          "adresa magazinului nu răspunde: \(why.ro)",
          "the shop's address doesn't answer: \(why.en)"),
        remedy: .both(
          "Verificați adresa din «callback», numele ei în DNS, proxy-ul și firewall-ul dintre Punte "
            + "și magazin; apoi verificați din nou.",
          "Look at the address in “callback”, its name in DNS, and the proxy and the firewall "
            + "between Punte and the shop; then check again."), .unavailable,
        commands: ["punte check"])
    case .answered(let status, _) where [401, 403].contains(status):
      return .failed(
        "callback", subject,
        .both(
          "magazinul nu recunoaște semnătura (HTTP \(status))",
          "the shop doesn't know the signature (HTTP \(status))"),
        remedy: .both(
          "Puneți același secret în magazin și în setări; semnătura e a octeților primiți, "
            + "neschimbați.",
          "Put the same secret into the shop and the settings; what is signed is the body's bytes "
            + "as they came."), .configuration)
    case .answered(let status, _):
      return .failed(
        "callback", subject,
        .both(
          "magazinul răspunde HTTP \(status) la o notificare «\(CallbackPing.type)»",
          "the shop answers HTTP \(status) to a notice “\(CallbackPing.type)”"),
        remedy: .both(
          "404: adresa din «callback» e greșită; 3xx: scrieți adresa finală. La un tip "
            + "necunoscut, bine semnat, magazinul trebuie să răspundă 2xx.",
          "404: “callback” is wrong; 3xx: write the final address. A type that it doesn't know, "
            + "well signed, the shop must answer with 2xx."),
        status >= 500 ? .unavailable : .configuration)
    case nil:
      return .skipped(
        "callback", subject, because: .both("nu e niciun secret", "there is no secret"))
    }
  }

  /// Nil where nothing that is well signed was taken: a refusal would prove nothing.
  private static func verifying(
    _ forged: CallbackPing.Reading?, _ subject: String
  ) -> Check? {
    switch forged {
    case .answered(let status, _) where (200..<300).contains(status):
      return .warning(
        "forgery", subject,
        .both(
          "magazinul primește și o notificare cu semnătură falsă: oricine îi poate spune numere "
            + "de facturi",
          "the shop takes a forged notice too: anyone may tell it invoice numbers"),
        remedy: .both(
          "Verificați în magazin webhook-signature (Standard Webhooks) și răspundeți 401.",
          "Verify webhook-signature (Standard Webhooks) in the shop, and answer 401."))
    case .answered(let status, _):
      return .ok(
        "forgery", subject, ro: "magazinul refuză o semnătură falsă (HTTP \(status))",
        en: "the shop refuses a forged signature (HTTP \(status))")
    case .unreachable, nil: return nil
    }
  }

  private static func clock(_ trials: [ShopFacts.Trial], _ subject: String) -> [Check] {
    guard case .answered(_, let skew)? = trials.first?.reading else { return [] }
    return [ClockChecks.check("clock", subject, skewMilliseconds: skew)]
  }

  private static func isAccepted(_ trial: ShopFacts.Trial) -> Bool {
    if case .answered(200..<300, _) = trial.reading { true } else { false }
  }

  // MARK: Webhooks

  private static func webhook(_ facts: ShopFacts) -> [Check] {
    let subject = facts.id.rawValue
    switch facts.inbound {
    case .skipped(let reason): return [.skipped("webhook", subject, because: reason)]
    case .tried(let url, let trials, let forged): return [webhook(url, trials, forged, subject)]
    }
  }

  private static func webhook(
    _ url: String, _ trials: [ShopFacts.Trial], _ forged: CallbackPing.Reading?, _ subject: String
  ) -> Check {
    if case .answered(200..<300, _)? = forged {
      return .failed(
        "webhook", subject,
        .both("\(url) primește o livrare cu semnătură falsă", "\(url) takes a forged delivery"),
        remedy: .both(
          "Acolo nu răspunde punte: verificați adresa și proxy-ul.",
          "It isn't punte that answers there: check the address and the proxy."), .configuration)
    }
    guard let bad = trials.first(where: { !isAccepted($0) }) else {
      return .ok(
        "webhook", subject, ro: "\(url) primește fiecare secret și refuză unul fals",
        en: "\(url) takes each secret, and refuses a false one")
    }
    switch bad.reading {
    case .unreachable(let why):
      return .failed(
        "webhook", subject,
        .both("\(url) nu răspunde: \(why.ro)", "\(url) doesn't answer: \(why.en)"),
        remedy: .both(
          "Verificați că serviciul Punte rulează și că proxy-ul ajunge la el.",
          "See that “punte serve” runs and that the proxy reaches it."), .unavailable)
    case .answered(401, _):
      return .failed(
        "webhook", subject,
        .both(
          "\(url) nu primește secretul \(bad.fingerprint)",
          "\(url) doesn't take secret \(bad.fingerprint)"),
        remedy: .both(
          "Reporniți serviciul Punte, care are setările de la pornire; un proxy nu are voie să "
            + "schimbe corpul sau anteturile.",
          "Restart “punte serve”, which has the settings of its start; a proxy must not change "
            + "the body or the headers."), .configuration)
    case .answered(let status, _):
      return .failed(
        "webhook", subject,
        .both("\(url) răspunde HTTP \(status)", "\(url) answers HTTP \(status)"),
        remedy: .both(
          "Trimiteți prin proxy calea /webhooks neschimbată la serviciul Punte.",
          "Have the proxy pass the path /webhooks unchanged to “punte serve”."),
        status >= 500 ? .unavailable : .configuration)
    }
  }
}
