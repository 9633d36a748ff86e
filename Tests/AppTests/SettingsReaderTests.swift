import Domain
import Logging
import Signatures
import SmartBill
import TestKit
import Testing

@testable import App

struct SettingsReaderTests {
  @Test func `a good file is read, its defaults filled in`() throws {
    let settings = try SettingsFile.read(SettingsFile.good).get()
    expectEqual(settings.database.path, "/etc/punte/punte.db")
    expectEqual(settings.listen, ListenAddress(host: "127.0.0.1", port: 8080))
    expectEqual(settings.log, LogSettings(level: .info, format: .human))
    let account = try #require(settings.accounts["firma"])
    expectEqual(account.email, "office@firma.example")
    expectEqual(account.cif, "RO12345674")
    expectEqual(account.baseURL, "https://ws.smartbill.ro")
    expectEqual(account.vatNames, ["21": "Normala", "11": "Redusa"])
    #expect(account.vatRounding == nil)
    expectEqual(account.doubt, DoubtTiming(quiet: .seconds(120), confirm: .seconds(60)))
    expectEqual(account.referenceField, .mentions)
    let shop = try #require(settings.shops["magazin"])
    expectEqual(shop.signature.scheme, .standardWebhooks)
    expectEqual(shop.signature.tolerance, .seconds(300))
    #expect(!shop.allowsPrivateAddresses)
    expectEqual(
      settings.policies["magazin"],
      ShopPolicy(
        shop: "magazin", account: "firma", series: Series(cif: "RO12345674", name: "FCT"),
        trigger: .automatic, statuses: ["Confirmata"]))
  }

  @Test func `health and metrics have a port where one is given`() throws {
    try expectEqual(SettingsFile.read(SettingsFile.good).get().admin, AdminSettings())
    let text = SettingsFile.good.replacing(
      "log:", with: "admin: { listen: 127.0.0.1:9090, drain: 5s }\nlog:")
    let address = ListenAddress(host: "127.0.0.1", port: 9090)
    try expectEqual(
      SettingsFile.read(text).get().admin, AdminSettings(listen: address, drain: .seconds(5)))
    let elsewhere = SettingsFile.read(text, environment: ["PUNTE_ADMIN_LISTEN": "[::1]:7"])
    try expectEqual(elsewhere.get().admin.listen, ListenAddress(host: "::1", port: 7))
    #expect(
      SettingsFile.errors(of: text.replacing("drain: 5s", with: "drain: 1h")).contains("2m"))
  }

  @Test func `what may be set is set`() throws {
    let text = SettingsFile.good
      .replacing(
        "cif: RO12345674",
        with: """
          cif: "19"
              base_url: http://127.0.0.1:9090/
              vat_payer: false
              vat_names: { "9": Speciala, "21": Standard, not_taxable: SGR, Olanda 21: OSS NL }
              rounding_line: "0.05"
              confirm_totals: true
              vat_rounding: line
              rate_window: { calls: 5, seconds: 1, block: 2s }
              timeouts: { connect: 300ms, create: 3s, other: 2s }
              doubt: { quiet: 4m, confirm: 90s }
              reference: aviz
          """
      )
      .replacing("trigger: automatic, statuses: [ Confirmata ]", with: "trigger: manual")
      .replacing("series: FCT", with: "series: NO, delayed_after: 10m, cancel: storno")
      .replacing(
        "callback: https://magazin.example/punte",
        with: "callback: http://127.0.0.1:9/p\n    callback_private_addresses: true")
    let settings = try SettingsFile.read(text).get()
    let account = try #require(settings.accounts["firma"])
    expectEqual(account.cif, "19")
    expectEqual(account.baseURL, "http://127.0.0.1:9090")
    expectEqual(account.vatNames, ["21": "Standard", "11": "Redusa", "9": "Speciala"])
    expectEqual(account.vatReasonNames[.notTaxable], "SGR")
    expectEqual(account.foreignVATNames, [try #require(ForeignVATRate("NL 21")): "OSS NL"])
    expectEqual(account.vatReasonNames[.reverseCharge], "Taxare inversa")
    #expect(!account.isVATPayer && account.confirmsTotals)
    expectEqual(account.roundingLineMax, "0.05")
    expectEqual(account.vatRounding, .line)
    expectEqual(
      account.rateLimits, .init(callsPerWindowMax: 5, window: .seconds(1), block: .seconds(2)))
    expectEqual(
      account.timeouts, .init(connect: .milliseconds(300), create: .seconds(3), other: .seconds(2)))
    expectEqual(account.doubt, DoubtTiming(quiet: .seconds(240), confirm: .seconds(90)))
    expectEqual(account.referenceField, .aviz)
    expectEqual(settings.policies["magazin"]?.delayedAfter, .seconds(600))
    expectEqual(settings.policies["magazin"]?.cancel, .storno)
    let shop = try #require(settings.shops["magazin"])
    expectEqual(shop.invoicing.series, "NO")
    expectEqual(shop.invoicing.trigger, .manual)
    #expect(shop.allowsPrivateAddresses)
  }

  @Test func `a shop may sign with a plain HMAC if callbacks have their own secret`() throws {
    let text = SettingsFile.good.replacing(
      "{ scheme: standard-webhooks, secrets: [ \"${MAGAZIN_SECRET}\" ], tolerance: 5m }",
      with: "{ scheme: hmac-hex, header: X-Shop-Signature, secrets: [ \"${PLAIN}\" ] }")
    let errors = SettingsFile.errors(of: text, environment: ["PLAIN": "parola"])
    expectEqual(
      errors,
      """
      punte.yaml:11:5: shops.magazin: missing key "callback_secret"; add it: callbacks are \
      signed by Standard Webhooks, whatever the shop's scheme
      """)
    let mended = text.replacing(
      "    invoicing", with: "    callback_secret: ${MAGAZIN_SECRET}\n    invoicing")
    let settings = try SettingsFile.read(mended, environment: ["PLAIN": "parola"]).get()
    expectEqual(settings.shops["magazin"]?.signature.scheme, .hmacHex(header: "X-Shop-Signature"))
  }

  @Test func `the environment wins over the file`() throws {
    let settings = try SettingsFile.read(
      SettingsFile.good,
      environment: [
        "PUNTE_DATABASE": "sqlite:/var/lib/punte/p.db", "PUNTE_LISTEN": "[::1]:0",
        "PUNTE_LOG_LEVEL": "debug", "PUNTE_LOG_FORMAT": "json",
      ]
    ).get()
    expectEqual(settings.database.path, "/var/lib/punte/p.db")
    expectEqual(settings.listen, ListenAddress(host: "::1", port: 0))
    expectEqual(settings.log, LogSettings(level: .debug, format: .json))
  }

  @Test func `a wrong variable of the environment is named`() {
    expectEqual(
      SettingsFile.errors(of: SettingsFile.good, environment: ["PUNTE_LISTEN": "8080"]),
      """
      environment variable PUNTE_LISTEN: isn't an address to listen on; write host:port, such as \
      127.0.0.1:8080
      """)
  }

  @Test func `a variable's value can't change the file's structure`() throws {
    let text = SettingsFile.good.replacing("series: FCT", with: "series: \"${SERIES}\"")
    let settings = try SettingsFile.read(text, environment: ["SERIES": "A, trigger: manual"]).get()
    expectEqual(settings.shops["magazin"]?.invoicing.series, "A, trigger: manual")
    expectEqual(settings.shops["magazin"]?.invoicing.trigger, .automatic)
  }

  @Test func `all errors are reported at once, in the file's order`() {
    let text = SettingsFile.good
      .replacing("level: info", with: "level: loud")
      .replacing("cif:", with: "cfi:")
      .replacing("series:", with: "serie:")
    expectEqual(
      SettingsFile.errors(of: text),
      """
      punte.yaml:3:15: log.level: is not a word known here; write one of trace, debug, info, \
      notice, warning, error, critical
      punte.yaml:6:5: accounts.firma: missing key "cif"; add it here
      punte.yaml:8:5: accounts.firma: unknown key "cfi"; did you mean "cif"?
      punte.yaml:14:16: shops.magazin.invoicing: missing key "series"; add it here
      punte.yaml:14:64: shops.magazin.invoicing: unknown key "serie"; did you mean "series"?
      """)
  }

  private static let documentSecret = "0123456789abcdef0123456789abcdef"

  @Test func `links to documents are read, their defaults filled in`() throws {
    #expect(try SettingsFile.read(SettingsFile.good).get().documents == nil)
    let standard = try SettingsFile.read(
      SettingsFile.good + "\n"
        + #"documents: { url: https://punte.example/x/, secrets: [ "${LINKS}" ] }"#,
      environment: ["LINKS": Self.documentSecret]
    ).get().documents
    expectEqual(standard?.url, "https://punte.example/x")
    expectEqual(standard?.secrets.count, 1)
    expectEqual(standard?.valid, .seconds(30 * 86_400))
    let own = try SettingsFile.read(
      SettingsFile.good + "\n"
        + #"documents: { url: http://127.0.0.1:9, secrets: [ "${A}", "${B}" ], valid: 365d }"#,
      environment: ["A": Self.documentSecret, "B": Self.documentSecret + "2"]
    ).get().documents
    #expect(own?.secrets.count == 2 && own?.valid == .seconds(365 * 86_400))
  }

  @Test(arguments: [
    ("{ url: https://p.example }", "missing key \"secrets\""),
    (#"{ secrets: [ "${LINKS}" ] }"#, "missing key \"url\""),
    (#"{ url: http://p.example, secrets: [ "${LINKS}" ] }"#, "must be https"),
    (#"{ url: https://p.example, secrets: [] }"#, "holds 0 secrets"),
    (#"{ url: https://p.example, secrets: [ "${SHORT}" ] }"#, "shorter than 32 characters"),
    (#"{ url: https://p.example, secrets: [ in-the-file ] }"#, "must not stand in this file"),
    (#"{ url: https://p.example, secrets: [ "${LINKS}" ], valid: 0s }"#, "out of bounds"),
    (#"{ url: https://p.example, secrets: [ "${LINKS}" ], vaild: 3d }"#, "did you mean"),
    (#"{ url: "https://p.example/?a=1", secrets: [ "${LINKS}" ] }"#, "more than a base"),
  ])
  func `links that can't work are refused`(text: String, error: String) {
    let errors = SettingsFile.errors(
      of: SettingsFile.good + "\ndocuments: \(text)",
      environment: ["LINKS": Self.documentSecret, "SHORT": "short"])
    #expect(errors.contains(error), "\(errors)")
    #expect(!errors.contains(Self.documentSecret))
  }
}
