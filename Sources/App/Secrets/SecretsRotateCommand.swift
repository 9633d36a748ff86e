import ArgumentParser
import Domain
import Signatures

struct SecretsRotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Add a new secret to a shop's, and let the others end some days later.",
    discussion: """
      The new secret is written into the file that holds the shop's, and printed once; a punte \
      serve that runs has it from then on. Put the secret into the shop: until the others end \
      either is accepted, and callbacks are signed with both.
      """)

  @Argument(help: "The shop.")
  var shop: String
  @Option(help: ArgumentHelp("So many days the others still count.", valueName: "count"))
  var days = 7
  @Flag(help: "The callbacks' own secret, where the shop has one (callback_secret).")
  var callback = false
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  static let daysMax = 365
  private static let secondsPerDay: Int64 = 86_400

  func validate() throws {
    guard (0...Self.daysMax).contains(days) else {
      throw ValidationError("--days takes 0 to \(Self.daysMax).")
    }
  }

  private struct Done: Encodable {
    let shop: String
    let fingerprint: String
    let secret: String
    let file: String
    let othersEnd: String
    let service: RotationTaken
  }

  func run() async throws {
    let settings = try settings.load()
    let id = ShopID(shop)
    guard let found = settings.shops[id] else {
      let names = settings.shops.keys.sorted().map(\.rawValue).joined(separator: ", ")
      throw CommandError(
        "the settings name no shop \(shop)", remedy: "Name one of \(names).", .usage)
    }
    let isStandard = callback || found.signature.scheme == .standardWebhooks
    let text = isStandard ? try Secret.generate() : Secret.generatePlain()
    let secret =
      isStandard ? try Secret(standardWebhooks: text) : try Secret(bytes: Array(text.utf8))
    let now = Timestamp.ofWallClock.seconds
    let end = SecretEnd(seconds: now + Int64(days) * Self.secondsPerDay)
    let file = try place(
      text, among: callback ? found.callbackSecrets : found.signature.secrets, end, now)
    let step =
      days == 0
      ? BilingualText.both(
        "Puneți secretul în magazin acum: celelalte nu mai sunt valabile.",
        "Put the secret into the shop now: the others have ended.")
      : .both(
        "Puneți secretul în magazin, înainte de \(end.localText), când expiră celelalte.",
        "Put the secret into the shop before \(end.localText), when the others end.")
    let taken = await RotationTaken.by(
      serviceAt: settings.database.socketPath, shop: id, fingerprint: secret.fingerprint)
    try output.show(
      Done(
        shop: shop, fingerprint: secret.fingerprint, secret: text, file: file,
        othersEnd: end.text, service: taken),
      as: """
        Secretul cel nou / The new secret (\(secret.fingerprint), \(file)):

          \(text)

        1. \(taken.text.ro)
           \(taken.text.en)
        2. \(step.ro)
           \(step.en)
        3. «punte secrets list» arată când a fost folosit fiecare.
           “punte secrets list” shows when each was used.

        """)
  }

  /// Writes the secret into the newest one's file; answers the file's path.
  private func place(
    _ text: String, among kept: [KeptSecret], _ end: SecretEnd, _ now: Int64
  ) throws(CommandError) -> String {
    guard case .file(let path, _)? = kept.first?.origin else {
      let variable = kept.first?.origin.description ?? ""
      let hint = callback ? "callback_secret" : "signature: secrets"
      throw CommandError(
        "the shop's secret is kept in the environment (\(variable)), which can't be changed here",
        remedy: "Put it into a file of its own, chmod 600, and write file:PATH under \(hint).",
        .configuration)
    }
    let others = kept.filter {
      if case .file(path, _) = $0.origin { false } else { $0.dated.isLive(atSeconds: now) }
    }
    let lines: SecretLines
    switch FileReading.secret(path) {
    case .success(let file):
      do throws(SettingsComplaint) {
        lines = SecretRotation.lines(
          of: try SecretLines(file.contents), adding: text, othersEnd: end, atSeconds: now)
      } catch {
        throw CommandError(
          "\(path) \(error.text.ro)", remedy: "\(path) \(error.text.en)", .configuration)
      }
    case .failure(let problem):
      let complaint = problem.complaint
      throw CommandError(
        "\(path) \(complaint.text.ro)", remedy: "\(path) \(complaint.text.en)", .configuration)
    }
    guard lines.lines.count + others.count <= Verifier.secretsMax else {
      throw CommandError(
        "the shop would have more than \(Verifier.secretsMax) secrets",
        remedy: "Wait until one has ended (“punte secrets list”), or remove one from \(path).",
        .notAllowed)
    }
    do throws(WholeFile.Problem) {
      try WholeFile.replace(path, lines.text)
    } catch {
      throw CommandError(error, path)
    }
    return path
  }
}
