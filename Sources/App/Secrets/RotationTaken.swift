import Domain
import Transport

/// Whether the service that runs has a secret that was just written.
enum RotationTaken: String, Encodable, Sendable {
  case taken
  /// It can't read its settings, or reads others.
  case refused
  case notRunning = "not_running"

  static func by(
    serviceAt socketPath: String, shop: ShopID, fingerprint: String
  ) async -> RotationTaken {
    guard FileReading.exists(socketPath) else { return .notRunning }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let answer = await RunningService(socketPath: socketPath).refreshSecrets(through: transport)
    guard let answer else { return .notRunning }
    let isTaken = answer.changes.contains {
      $0.shop == shop && $0.fingerprint == fingerprint && $0.kind == .added
    }
    return isTaken ? .taken : .refused
  }

  var text: BilingualText {
    switch self {
    case .taken:
      .both(
        "«punte serve» rulează și îl are deja.", "“punte serve” runs, and has it already.")
    case .refused:
      .both(
        "«punte serve» rulează, dar nu l-a luat: jurnalul lui spune de ce; apoi trimiteți-i SIGHUP.",
        "“punte serve” runs, but has not taken it: its log says why; then send it SIGHUP.")
    case .notRunning:
      .both(
        "Nu răspunde niciun «punte serve»; îl va avea de la pornire (unul mai vechi: reporniți-l).",
        "No “punte serve” answers; it will have it from its start (an older one: restart it).")
    }
  }
}
