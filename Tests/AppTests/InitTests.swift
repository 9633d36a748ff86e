import Domain
import Signatures
import TestKit
import Testing

@testable import App

@Suite struct InitTests {
  private func answers() -> InitAnswers {
    var answers = InitAnswers()
    answers.email = "office@firma.example"
    answers.cif = "RO12345674"
    answers.token = .text("003|canary")
    answers.series = "FCT"
    answers.callback = "https://magazin.example/punte"
    return answers
  }

  private func read(_ plan: InitPlan) -> Result<Settings, SettingsErrors> {
    SettingsReader.read(
      text: plan.settings.contents, file: plan.settings.path, environment: ["TOKEN": "t"]
    ) { path in
      plan.secretFiles.first { $0.path == path }
        .map { .success(SecretFile(contents: $0.contents, permissions: 0o600)) }
        ?? .failure(.missing)
    }
  }

  @Test(arguments: SignatureSettings.SchemeName.allCases)
  func `what init writes is what the settings reader takes`(
    scheme: SignatureSettings.SchemeName
  ) throws {
    var answers = answers()
    answers.scheme = scheme
    answers.header = scheme == .standardWebhooks ? nil : "X-Sig"
    answers.series = "F\"C\\T #1: {ă}"
    let own = scheme == .standardWebhooks ? nil : try Secret.generate()
    let secret = scheme == .standardWebhooks ? try Secret.generate() : Secret.generatePlain()
    let plan = InitPlan(
      answers, settingsPath: "/etc/punte/punte.yaml", secret: secret, callbackSecret: own)
    let settings = try read(plan).get()
    let shop = try #require(settings.shops["magazin"])
    expectEqual(shop.invoicing.series, "F\"C\\T #1: {ă}")
    expectEqual(shop.invoicing.statuses, ["Confirmata"])
    #expect(shop.signature.secrets.count == 1 && shop.callbackSecrets.count == 1)
    expectEqual(settings.accounts["firma"]?.cif, "RO12345674")
    for hidden in ["003|canary", secret, own ?? secret] {
      #expect(!plan.settings.contents.contains(hidden))
    }
    #expect(plan.instructions.contains(secret) && !plan.instructions.contains("canary"))
    #expect(plan.instructions.contains("/webhooks/magazin"))
  }

  @Test func `what is kept is said, and links to documents where Punte's address is known`() throws
  {
    var answers = answers()
    let secret = try Secret.generate()
    let linkSecret = Secret.generatePlain()
    func plan() -> InitPlan {
      InitPlan(
        answers, settingsPath: "/etc/punte/punte.yaml", secret: secret, callbackSecret: nil,
        linkSecret: linkSecret)
    }
    let without = try read(plan()).get()
    #expect(without.documents == nil)
    expectEqual(KeepChecks.check(without.keep).verdict, .ok)
    answers.publicURL = "https://punte.example"
    let settings = try read(plan()).get()
    expectEqual(settings.documents?.url, "https://punte.example")
    expectEqual(settings.documents?.secrets.count, 1)
    #expect(!plan().settings.contents.contains(linkSecret))
  }

  @Test func `what an account may need besides stands there, to be uncommented`() throws {
    let plan = InitPlan(
      answers(), settingsPath: "punte.yaml", secret: try Secret.generate(), callbackSecret: nil)
    #expect(try read(plan).get().accounts["firma"]?.vatRounding == nil)
    let said = plan.settings.contents.replacing("# vat_", with: "vat_").replacing(
      "# rounding_", with: "rounding_")
    let settings = SettingsReader.read(text: said, file: "punte.yaml", environment: [:]) { path in
      .success(SecretFile(contents: plan.secretFiles[0].contents, permissions: 0o600))
    }
    let account = try settings.get().accounts["firma"]
    #expect(account?.vatRounding == .line && account?.roundingLineMax == "0.01")
  }

  @Test func `a shop without a status is invoiced on request`() throws {
    var answers = answers()
    answers.statuses = []
    answers.token = .reference("${TOKEN}")
    let plan = InitPlan(
      answers, settingsPath: "punte.yaml", secret: try Secret.generate(), callbackSecret: nil)
    try expectEqual(read(plan).get().shops["magazin"]?.invoicing.trigger, .manual)
    expectEqual(plan.secretFiles.map(\.path), ["secrets/shop-magazin"])
  }

  @Test(arguments: [
    ("RO12345674", true), ("12345674", true), ("RO12345675", false), ("RO12345647", false),
    ("14399840", true), ("RO14399840", true), ("14399841", false), ("RO", false), ("1", false),
    ("ro12345674", false), ("RO 12345674", false), ("123456789012", false), ("x2345674", false),
  ])
  func `a fiscal code's last digit proves the others`(code: String, isValid: Bool) {
    expectEqual(FiscalCode.isValid(code), isValid)
  }

  /// Answers from a list, and keeps what it was shown.
  private final class Script: Prompter {
    private var lines: [String]
    private(set) var shown = ""

    init(_ lines: [String]) { self.lines = lines }
    func show(_ text: String) { shown += text }
    func line(_ prompt: String) -> String? {
      shown += prompt
      return lines.isEmpty ? nil : lines.removeFirst()
    }
    func secretLine(_ prompt: String) -> String? { line(prompt) }
  }

  @Test func `a wrong answer is explained and asked for again`() throws {
    let script = Script(["RO12345675", "RO12345674"])
    try expectEqual(InitDialogue(person: script).answer(to: .cif), "RO12345674")
    #expect(
      script.shown.contains(
        """
          ✗ nu e un cod fiscal: ultima cifră nu se potrivește cu celelalte; scrieți-l ca în \
        SmartBill, de exemplu RO12345674
            isn't a fiscal code: its last digit doesn't fit; write it as SmartBill has it, such as \
        RO12345674

        """))
    #expect(script.shown.contains("CIF-ul firmei"))
  }

  @Test func `the callback is judged at its own question, as the settings reader will`() throws {
    let good = "https://magazin.example/punte"
    let script = Script(["magazin.example", "http://10.0.0.7/punte", "${CALLBACK}", good])
    try expectEqual(InitDialogue(person: script).answer(to: .callback(allowsPrivate: false)), good)
    #expect(script.shown.contains("✗ nu e o adresă; scrieți, de exemplu, https://"))
    #expect(script.shown.contains("    isn't an address; write one like https://"))
    #expect(script.shown.contains("--callback-private-addresses"))
    let near = "http://10.0.0.7/punte"
    try expectEqual(
      InitDialogue(person: Script([near])).answer(to: .callback(allowsPrivate: true)), near)
  }

  @Test func `a blank token is refused in both languages`() throws {
    let script = Script(["  ", "003|token"])
    try expectEqual(InitDialogue(person: script).token(), "003|token")
    #expect(script.shown.contains("✗ e gol; copiați") && script.shown.contains("is blank; copy"))
  }

  @Test func `all faults of the options are told at once, missing ones only where nobody is asked`()
  {
    func faults(isAsked: Bool) -> InitFaults {
      var faults = InitFaults()
      faults.judge(.email, "office", isAsked: isAsked)
      faults.judge(.cif, nil, isAsked: isAsked)
      faults.judge(.shop, nil, isAsked: isAsked)
      faults.judge(.callback(allowsPrivate: false), "magazin.example", isAsked: isAsked)
      return faults
    }
    expectEqual(
      faults(isAsked: true).all.map(\.en),
      [
        "--email isn't an e-mail address; write the one you log in with",
        "--callback isn't an address; write one like https://magazin.example/x",
      ])
    let alone = faults(isAsked: false)
    #expect(alone.all.count == 3 && alone.all[1].ro.hasPrefix("lipsește --cif: CIF-ul firmei"))
    let text = alone.error?.text ?? ""
    for fault in alone.all { #expect(text.contains(fault.ro) && text.contains(fault.en)) }
    #expect(InitFaults().error == nil)
  }

  @Test func `a public address without TLS is refused for what it carries`() {
    let error = #expect(throws: SettingsComplaint.self) {
      try InitQuestion.publicURL.check("http://punte.example")
    }
    expectEqual(error?.problem.en, "must be https, as it carries customers' orders")
    expectEqual(error?.problem.ro, "trebuie să fie https, căci duce comenzile clienților")
  }

  @Test func `an empty answer takes the default, and no answer ends it`() throws {
    try expectEqual(InitDialogue(person: Script([""])).answer(to: .shop), "magazin")
    #expect(throws: CommandError.self) {
      try InitDialogue(person: Script([])).answer(to: .email)
    }
    #expect(throws: CommandError.self) {
      try InitDialogue(person: Script([String](repeating: "x", count: 9))).answer(to: .email)
    }
  }
}
