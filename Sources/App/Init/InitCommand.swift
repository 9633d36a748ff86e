import ArgumentParser
import Domain
import Signatures

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a first settings file and a fresh secret for the shop.",
    discussion: """
      Asks what is left open, if a person is there. The settings hold no secret: those are in files \
      of their own in secrets/ beside them, which nobody else can read. Prints what to paste into \
      the shop, its secret included.
      """)

  @OptionGroup var settings: SettingsOptions
  @Option(help: "The account's name in the settings.")
  var account = "firma"
  @Option(help: "The e-mail of the SmartBill login.")
  var email: String?
  @Option(help: "The company's fiscal code, exactly as SmartBill has it.")
  var cif: String?
  @Option(help: ArgumentHelp("The environment variable that holds the token.", valueName: "name"))
  var tokenEnv: String?
  @Option(help: ArgumentHelp("The file that holds the token.", valueName: "file"))
  var tokenFile: String?
  @Flag(help: "Read the token from the standard input.")
  var tokenStdin = false
  @Option(help: "The series of invoices, Punte's alone.")
  var series: String?
  @Option(help: ArgumentHelp("The shop's name in the settings.", valueName: "name"))
  var shop: String?
  @Option(help: ArgumentHelp("Where the shop is told.", valueName: "url"))
  var callback: String?
  @Flag(help: "The shop is on a private network, or on this machine.")
  var callbackPrivateAddresses = false
  @Option(help: "A status that issues the invoice; may be repeated.")
  var status: [String] = []
  @Flag(help: "Issue on request alone, at no status.")
  var manual = false
  @Option(help: "How the shop signs: standard-webhooks, hmac-hex or hmac-base64.")
  var scheme = SignatureSettings.SchemeName.standardWebhooks
  @Option(help: "The header of an hmac signature.")
  var header: String?
  @Option(help: ArgumentHelp("The database.", valueName: "file"))
  var database = "punte.db"
  @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
  var listen = "127.0.0.1:8080"
  @Option(help: ArgumentHelp("Where the shop reaches Punte.", valueName: "url"))
  var publicUrl: String?
  @Option(help: ArgumentHelp("Another SmartBill, such as the sandbox.", valueName: "url"))
  var baseUrl: String?
  @Flag(help: "Replace the files that are there; the old ones get a ~ behind their names.")
  var force = false

  func validate() throws {
    let tokens = [tokenEnv != nil, tokenFile != nil, tokenStdin].count { $0 }
    guard tokens <= 1 else {
      throw ValidationError("--token-env, --token-file and --token-stdin exclude each other.")
    }
    guard (scheme == .standardWebhooks) == (header == nil) else {
      throw ValidationError("--header goes with --scheme hmac-hex or hmac-base64.")
    }
    guard !manual || status.isEmpty else {
      throw ValidationError("--manual and --status exclude each other.")
    }
  }

  func run() throws {
    let path = settings.settings
    guard force || !FileReading.exists(path) else {
      throw CommandError(
        "\(path) există deja / \(path) exists already",
        remedy: """
          Schimbați-l cu mâna, numiți altul cu --settings, sau dați --force.
          Change it by hand, name another with --settings, or give --force.
          """, .cannotCreate)
    }
    let piped = tokenStdin ? readLine() ?? "" : nil
    let dialogue = dialogue
    if let error = faults(isAsked: dialogue != nil, piped: piped).error { throw error }
    let plan = try plan(for: answers(dialogue, piped: piped))
    try check(plan)
    try checkPlaces(of: plan)
    try write(plan)
    let files = ([plan.settings] + plan.secretFiles).map { "  \($0.path)\n" }.joined()
    Terminal.write(
      """
      Scrise / Written:
      \(files)
      \(plan.instructions)
      O bază de date nouă caută întâi, în toate seriile firmei, facturile uneia mai vechi; dacă găsește \
      vreuna, seria se oprește până spuneți «punte invoices resume». Dacă a existat alta, refaceți-o cu \
      «punte database restore».
      A new database first searches all series of the company for invoices of an older one; if it finds \
      any, the series stops until you say “punte invoices resume”. If there was another, restore it by \
      “punte database restore”.
      Apoi / Next:  punte check --settings \(path)  ›  punte serve --settings \(path)

      """, to: .standardOutput)
  }

  // MARK: Answers

  /// Nil where no person is there to ask.
  private var dialogue: InitDialogue<TerminalPrompter>? {
    !tokenStdin && Terminal.isInteractive ? InitDialogue(person: TerminalPrompter()) : nil
  }

  /// - Parameter piped: the token from the standard input, where it is to be there.
  private func faults(isAsked: Bool, piped: String?) -> InitFaults {
    var faults = InitFaults()
    let asked: [(InitQuestion, String?)] = [
      (.email, email), (.cif, cif), (.series, series), (.shop, shop),
      (callbackQuestion, callback), (.publicURL, publicUrl),
    ]
    for (question, given) in asked { faults.judge(question, given, isAsked: isAsked) }
    faults.judge("account", account, as: InitQuestion.name)
    for word in status { faults.judge("status", word, as: InitQuestion.plain) }
    faults.judge("header", header, as: SettingsText.headerName)
    faults.judge("base-url", baseUrl, as: WebAddress.base)
    faults.judge("listen", listen) { (text: String) throws(SettingsComplaint) in
      try ListenAddress(text)
    }
    faults.judge("database", database, as: InitQuestion.plain)
    faults.judge("token-env", tokenEnv) { (name: String) throws(SettingsComplaint) in
      try SettingsReference.filled("${\(name)}", from: [name: "token"])
    }
    faults.judge("token-file", tokenFile, as: InitQuestion.plain)
    faults.judge("token-stdin", piped, as: AccountReading.token)
    if tokenEnv == nil, tokenFile == nil, !tokenStdin, !isAsked {
      faults.miss(
        "--token-env, --token-file, --token-stdin",
        .both("tokenul SmartBill, cu una dintre ele", "the SmartBill token, by one of them"))
    }
    return faults
  }

  private var callbackQuestion: InitQuestion { .callback(allowsPrivate: callbackPrivateAddresses) }

  private func answers(
    _ dialogue: InitDialogue<TerminalPrompter>?, piped: String?
  ) throws(CommandError) -> InitAnswers {
    var answers = InitAnswers()
    answers.account = account
    answers.scheme = scheme
    answers.header = header
    answers.database = database
    answers.listen = listen
    answers.allowsPrivateAddresses = callbackPrivateAddresses
    answers.baseURL = baseUrl
    answers.email = try answer(email, .email, dialogue)
    answers.cif = try answer(cif, .cif, dialogue)
    answers.token = try token(dialogue, piped: piped)
    answers.series = try answer(series, .series, dialogue)
    answers.shop = try answer(shop, .shop, dialogue)
    answers.callback = try answer(callback, callbackQuestion, dialogue)
    if manual {
      answers.statuses = []
    } else if status.isEmpty {
      let word = try answer(nil, .status, dialogue)
      answers.statuses = word == "-" ? [] : [word]
    } else {
      answers.statuses = status
    }
    let address = try answer(publicUrl, .publicURL, dialogue)
    answers.publicURL = address == "-" ? nil : address
    return answers
  }

  private func answer(
    _ given: String?, _ question: InitQuestion, _ dialogue: InitDialogue<TerminalPrompter>?
  ) throws(CommandError) -> String {
    if let given = given ?? (dialogue == nil ? question.standard : nil) {
      do throws(SettingsComplaint) {
        return try question.check(given)
      } catch {
        throw CommandError("--\(question.option) \(error.text.ro)", remedy: error.text.en, .usage)
      }
    }
    guard let dialogue else { throw CommandError.unanswered(question.option) }
    return try dialogue.answer(to: question)
  }

  private func token(
    _ dialogue: InitDialogue<TerminalPrompter>?, piped: String?
  ) throws(CommandError) -> InitAnswers.Token {
    if let tokenEnv { return .reference("${\(tokenEnv)}") }
    if let tokenFile { return .reference("file:\(tokenFile)") }
    if let piped { return .text(piped) }
    guard let dialogue else { throw CommandError.unanswered("token-env") }
    return .text(try dialogue.token())
  }

  // MARK: Files

  private func plan(for answers: InitAnswers) throws -> InitPlan {
    let isStandard = answers.scheme == .standardWebhooks
    return InitPlan(
      answers, settingsPath: settings.settings,
      secret: isStandard ? try Secret.generate() : Secret.generatePlain(),
      callbackSecret: isStandard ? nil : try Secret.generate(),
      linkSecret: answers.publicURL == nil ? nil : Secret.generatePlain())
  }

  /// The settings reader must like what is about to be written; a token that is kept elsewhere need
  /// not be there yet.
  private func check(_ plan: InitPlan) throws(CommandError) {
    let files = Dictionary(
      plan.secretFiles.map { ($0.path, $0.contents) }, uniquingKeysWith: { first, _ in first })
    var environment: [String: String] = [:]
    if let tokenEnv { environment[tokenEnv] = "token" }
    let result = SettingsReader.read(
      text: plan.settings.contents, file: plan.settings.path, environment: environment
    ) { path in .success(SecretFile(contents: files[path] ?? "token", permissions: 0o600)) }
    if case .failure(let errors) = result {
      throw CommandError(
        "setările ar avea o greșeală / the settings would hold an error\n\(errors.lines)",
        remedy: "Dați altă valoare acolo unde e numită. / Give another value for what is named.",
        .usage)
    }
  }

  /// With --force what is there is moved aside: never a database.
  private func checkPlaces(of plan: InitPlan) throws(CommandError) {
    let folder = FilePath.folder(of: settings.settings)
    guard let location = try? DatabaseLocation("sqlite:" + database, relativeTo: folder) else {
      return
    }
    for file in plan.secretFiles + [plan.settings] where location.owns(file.path) {
      throw CommandError(
        "\(file.path) e chiar baza de date, sau ține de ea / is the database itself, or belongs to it",
        remedy: "Numiți alt fișier. / Name another file.", .usage)
    }
  }

  /// The settings last, so that they never name a file that isn't there.
  private func write(_ plan: InitPlan) throws(CommandError) {
    try writing(plan.secretFolder) { path throws(WholeFile.Problem) in
      try WholeFile.createFolder(path)
    }
    for file in plan.secretFiles + [plan.settings] {
      try writing(file.path) { path throws(WholeFile.Problem) in
        if force { try WholeFile.setAside(path) }
        try WholeFile.create(path, file.contents)
      }
    }
  }

  private func writing(
    _ path: String, _ body: (String) throws(WholeFile.Problem) -> Void
  ) throws(CommandError) {
    do throws(WholeFile.Problem) {
      try body(path)
    } catch {
      throw CommandError(error, path)
    }
  }
}

extension SignatureSettings.SchemeName: ExpressibleByArgument {}
