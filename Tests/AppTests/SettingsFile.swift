@testable import App

/// A good settings file, and ways to spoil it.
enum SettingsFile {
  static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

  static let good = """
    database: sqlite:punte.db
    listen: 127.0.0.1:8080
    log: { level: info, format: human }
    accounts:
      firma:
        email: office@firma.example
        token: ${SMARTBILL_TOKEN}
        cif: RO12345674
    shops:
      magazin:
        account: firma
        signature: { scheme: standard-webhooks, secrets: [ "${MAGAZIN_SECRET}" ], tolerance: 5m }
        callback: https://magazin.example/punte
        invoicing: { trigger: automatic, statuses: [ Confirmata ], series: FCT }
    """

  static let environment = ["SMARTBILL_TOKEN": "token-1", "MAGAZIN_SECRET": secret]

  static func read(
    _ text: String, environment extra: [String: String] = [:],
    files: [String: SecretFile] = [:]
  ) -> Result<Settings, SettingsErrors> {
    SettingsReader.read(
      text: text, file: "/etc/punte/punte.yaml",
      environment: environment.merging(extra) { _, new in new }
    ) { path in files[path].map { .success($0) } ?? .failure(.missing) }
  }

  /// The errors of the good file after a replacement, one a line, the folder left out.
  static func errors(
    replacing old: String, with new: String, environment: [String: String] = [:],
    files: [String: SecretFile] = [:]
  ) -> String {
    precondition(good.contains(old), "\(old) is not in the good file")
    return errors(
      of: good.replacing(old, with: new), environment: environment, files: files)
  }

  static func errors(
    of text: String, environment: [String: String] = [:], files: [String: SecretFile] = [:]
  ) -> String {
    switch read(text, environment: environment, files: files) {
    case .success: "no error"
    case .failure(let errors): errors.description.replacing("/etc/punte/", with: "")
    }
  }
}
