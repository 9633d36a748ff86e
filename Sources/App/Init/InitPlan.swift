import Signatures

/// The files of a first installation, and what to paste into the shop; pure.
struct InitPlan: Sendable {
  struct File: Sendable {
    /// As the settings file's folder makes it.
    let path: String
    let contents: String
  }

  /// Each holds one secret.
  let secretFiles: [File]
  let settings: File
  /// In which the secret files are.
  let secretFolder: String
  let instructions: String

  static let secretFolderName = "secrets"
  private static let linkSecretName = "documents"

  /// - Parameters:
  ///   - secret: the shop's, new.
  ///   - callbackSecret: the callbacks' own, new, for a shop whose scheme isn't theirs.
  ///   - linkSecret: of the links to documents, new, where it is known how shops reach Punte.
  init(
    _ answers: InitAnswers, settingsPath: String, secret: String, callbackSecret: String?,
    linkSecret: String? = nil
  ) {
    let folder = FilePath.folder(of: settingsPath)
    let name = Self.secretFolderName
    secretFolder = FilePath.absolute(name, in: folder)
    func file(_ fileName: String, _ contents: String) -> File {
      File(
        path: FilePath.absolute("\(name)/\(fileName)", in: folder), contents: contents + "\n")
    }
    let tokenName = "smartbill-\(answers.account)"
    let shopName = "shop-\(answers.shop)"
    let callbackName = "callback-\(answers.shop)"
    var files = [file(shopName, secret)]
    let token: String
    switch answers.token {
    case .text(let text):
      files.append(file(tokenName, text))
      token = "file:\(name)/\(tokenName)"
    case .reference(let reference): token = reference
    }
    if let callbackSecret { files.append(file(callbackName, callbackSecret)) }
    var links: (url: String, secret: String)?
    if let url = answers.publicURL, let linkSecret {
      files.append(file(Self.linkSecretName, linkSecret))
      links = (url, "file:\(name)/\(Self.linkSecretName)")
    }
    secretFiles = files
    let yaml = Self.yaml(
      answers, token: token, secret: "file:\(name)/\(shopName)",
      callbackSecret: callbackSecret.map { _ in "file:\(name)/\(callbackName)" }, links: links)
    settings = File(path: settingsPath, contents: yaml)
    instructions = Self.instructions(answers, secret: secret, callbackSecret: callbackSecret)
  }

  private static func yaml(
    _ answers: InitAnswers, token: String, secret: String, callbackSecret: String?,
    links: (url: String, secret: String)?
  ) -> String {
    let signature =
      ["scheme: \(answers.scheme.rawValue)"]
      + (answers.header.map { ["header: \(quoted($0))"] } ?? [])
      + ["secrets: [ \(quoted(secret)) ]"]
    let trigger = answers.statuses.isEmpty ? "manual" : "automatic"
    let statuses =
      answers.statuses.isEmpty
      ? [] : ["statuses: [ \(answers.statuses.map(quoted).joined(separator: ", ")) ]"]
    let invoicing = ["trigger: \(trigger)"] + statuses + ["series: \(quoted(answers.series))"]
    let lines: [String?] = [
      "# Punte: \(quoted("punte check")) says whether it is right. No secret stands in this file.",
      "database: \(quoted("sqlite:" + answers.database))",
      "listen: \(quoted(answers.listen))  # put a TLS proxy before it",
      links.map { links in
        "documents: { url: \(quoted(links.url)), secrets: [ \(quoted(links.secret)) ] }"
      },
      "keep: \(KeepSettings.standard)  # ids, invoices and proofs stay for ever",
      "accounts:",
      "  \(answers.account):",
      "    email: \(quoted(answers.email))",
      "    token: \(quoted(token))",
      "    cif: \(quoted(answers.cif))",
      answers.baseURL.map { "    base_url: \(quoted($0))" },
      "    # vat_rounding: line       # or document, as SmartBill has it; not needed",
      "    # rounding_line: \"0.01\"    # evens out what no other form of the lines does",
      "shops:",
      "  \(answers.shop):",
      "    account: \(answers.account)",
      "    signature: { \(signature.joined(separator: ", ")) }",
      "    callback: \(quoted(answers.callback))",
      callbackSecret.map { "    callback_secret: \(quoted($0))" },
      answers.allowsPrivateAddresses ? "    callback_private_addresses: true" : nil,
      "    invoicing: { \(invoicing.joined(separator: ", ")) }",
    ]
    return lines.compactMap(\.self).map { $0 + "\n" }.joined()
  }

  /// YAML's double-quoted style; control characters were refused before.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func instructions(
    _ answers: InitAnswers, secret: String, callbackSecret: String?
  ) -> String {
    let address = answers.publicURL ?? "https://<adresa lui Punte / Punte's address>"
    let scheme =
      switch answers.scheme {
      case .standardWebhooks:
        "Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature: v1,<base64>"
      case .hmacHex: "\(answers.header ?? ""): HMAC-SHA256, hex"
      case .hmacBase64: "\(answers.header ?? ""): HMAC-SHA256, base64"
      }
    return """
      De pus în magazin / To paste into the shop:

        URL         \(address)/webhooks/\(answers.shop)
        secret      \(secret)
        semnătură / signature
                    \(scheme)
        evenimente / events
                    order.status_changed, invoice.issue_requested, invoice.cancel_requested,
                    invoice.restore_requested, invoice.send_requested, order.refunded,
                    payment.received
                    (\(address)/schema/events.json)

      Magazinul primește înapoi / The shop receives:

        POST        \(answers.callback)
        secret      \(callbackSecret ?? "același / the same")
        verificare / verification
                    webhook-signature: v1,<base64 HMAC-SHA256 (id.timestamp.body)>, ±5 min
                    401 la o semnătură falsă, 2xx altfel / 401 to a forged one, 2xx otherwise

      """
  }
}
