import TestKit
import Testing

@testable import App

/// Each way a file can be wrong, with its line and its fix.
struct SettingsErrorTests {
  struct Spoiling: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let error: String

    init(_ old: String, _ new: String, _ error: String) {
      (self.old, self.new, self.error) = (old, new, error)
    }

    var testDescription: String { new }
  }

  static let spoilings = [
    Spoiling(
      "sqlite:punte.db", "postgres://localhost/p",
      "1:11: database: PostgreSQL is not in this version yet; use sqlite:punte.db"),
    Spoiling(
      "database: sqlite:punte.db\n", "", "1:1: missing key \"database\"; add it here"),
    Spoiling(
      "sqlite:punte.db", "",
      "1:10: database: has no value; write one, or remove the key"),
    Spoiling(
      "127.0.0.1:8080", "8080",
      "2:9: listen: isn't an address to listen on; write host:port, such as 127.0.0.1:8080"),
    Spoiling(
      "127.0.0.1:8080", "127.0.0.1:8080\nadmin: { listen: 127.0.0.1:8080 }",
      """
      3:18: admin.listen: is 127.0.0.1:8080, which “listen” takes (127.0.0.1:8080); write another \
      port, such as 127.0.0.1:9090
      """),
    Spoiling(
      "{ level: info, format: human }", "info",
      "3:6: log: must hold keys of its own; write them below it, indented"),
    Spoiling(
      "format: human", "format: jsn",
      "3:29: log.format: is not a word known here; did you mean json?"
    ),
    Spoiling(
      "office@firma.example", "office",
      "6:12: accounts.firma.email: isn't an e-mail address; write the one you log in with"),
    Spoiling(
      "office@firma.example", "[ a@b ]",
      """
      6:12: accounts.firma.email: must be a single value; write it on the key's line, in quotes \
      if need be
      """),
    Spoiling(
      "${SMARTBILL_TOKEN}", "${NO_TOKEN}",
      """
      7:12: accounts.firma.token: needs the environment variable NO_TOKEN, which is not set; set \
      it where punte is started
      """),
    Spoiling(
      "${SMARTBILL_TOKEN}", "003|secret-token",
      """
      7:12: accounts.firma.token: is a secret, which must not stand in this file; write ${NAME} \
      for an environment variable or file:/path, and renew the secret
      """),
    Spoiling(
      "\"${MAGAZIN_SECRET}\"", SettingsFile.secret,
      """
      12:56: shops.magazin.signature.secrets[0]: is a secret, which must not stand in this file; \
      write ${NAME} for an environment variable or file:/path, and renew the secret
      """),
    Spoiling(
      "cif: RO12345674", "cif: RO12345674\n    base_url: http://ws.smartbill.example",
      """
      9:15: accounts.firma.base_url: must be https, as it carries the token; write https://…; \
      http is for 127.0.0.1
      """),
    Spoiling(
      "cif: RO12345674",
      "cif: RO12345674\n    base_url: https://ws.smartbill.example/SBORO/api/",
      """
      9:15: accounts.firma.base_url: ends with /SBORO/api, which is put behind it anyway; write \
      https://ws.smartbill.example
      """),
    Spoiling(
      "cif: RO12345674", "cif: RO12345674\n    vat_names: { 21%: Normala }",
      """
      9:23: accounts.firma.vat_names.21%: is neither a VAT rate nor a reason for none; write a \
      percentage like "21", a country's like "NL 21", or one of reverse_charge, \
      exempt_with_deduction, exempt_without_deduction, not_taxable
      """),
    Spoiling(
      "cif: RO12345674", "cif: RO12345674\n    rounding_line: \"1.01\"",
      """
      9:20: accounts.firma.rounding_line: isn't an amount from 0.01 to 1.00; write the most that a \
      line “Rotunjire” may even out, like "0.01"
      """),
    Spoiling(
      "cif: RO12345674", "cif: RO12345674\n    rate_window: { calls: 31 }",
      "9:27: accounts.firma.rate_window.calls: isn't a whole number from 1 to 30; write one"),
    Spoiling(
      "cif: RO12345674", "cif: RO12345674\n    timeouts: { create: 2 minutes }",
      """
      9:25: accounts.firma.timeouts.create: isn't a duration; write e.g. 300ms, 10s, 5m, 2h or 30d
      """),
    Spoiling(
      "  magazin:", "  mag azin:",
      """
      11:5: shops.mag azin: has a name that can't stand in an address; write ASCII letters, \
      digits, - and _, at most 64
      """),
    Spoiling(
      "account: firma", "account: firm",
      "11:14: shops.magazin.account: names no account of this file; did you mean \"firma\"?"),
    Spoiling(
      "tolerance: 5m", "tolerance: 2h",
      "12:90: shops.magazin.signature.tolerance: is out of bounds; write 1s to 1h"),
    Spoiling(
      "tolerance: 5m", "header: X-Signature",
      """
      12:87: shops.magazin.signature.header: has no use, as the scheme names its headers; remove it
      """),
    Spoiling(
      "[ \"${MAGAZIN_SECRET}\" ]", "\"${MAGAZIN_SECRET}\"",
      "12:54: shops.magazin.signature.secrets: isn't a list; write [ one, another ]"),
    Spoiling(
      "[ \"${MAGAZIN_SECRET}\" ]", "[]",
      "12:54: shops.magazin.signature.secrets: holds 0 secrets; list 1 to 4, the newest first"),
    Spoiling(
      "[ \"${MAGAZIN_SECRET}\" ]", "[ \"$A\", b, c, d, e ]",
      "12:54: shops.magazin.signature.secrets: holds 5 secrets; list 1 to 4, the newest first"),
    Spoiling(
      "https://magazin.example/punte", "http://magazin.example/punte",
      """
      13:15: shops.magazin.callback: must be https; write https://…, or set \
      callback_private_addresses: true for a shop beside Punte
      """),
    Spoiling(
      "[ Confirmata ]", "[]",
      """
      14:48: shops.magazin.invoicing.statuses: is empty, so no order would ever be invoiced; \
      write the status that asks for an invoice, or trigger: manual
      """),
    Spoiling(
      "[ Confirmata ]", "[ Confirmata\u{A0} ]",
      """
      14:50: shops.magazin.invoicing.statuses[0]: begins or ends with white space, U+00A0; remove it
      """),
    Spoiling(
      "[ Confirmata ]", "[ \"Confirmata \" ]",
      """
      14:50: shops.magazin.invoicing.statuses[0]: begins or ends with white space, U+0020; remove it
      """),
    Spoiling(
      "[ Confirmata ]", "[ \"Confirmata\\u200b\" ]",
      """
      14:50: shops.magazin.invoicing.statuses[0]: holds a character that can't be seen, U+200B; \
      delete the value and type it again
      """),
    Spoiling(
      "series: FCT", "series: \"FCT \"",
      """
      14:72: shops.magazin.invoicing.series: begins or ends with white space, U+0020; remove it
      """),
    Spoiling(
      "series: FCT", "series: \"FCT\\ufe0f\"",
      """
      14:72: shops.magazin.invoicing.series: holds a character that can't be seen, U+FE0F; \
      delete the value and type it again
      """),
    Spoiling(
      "series: FCT", "series: FCT, cancel_statuses: [ \" Anulata\" ]",
      """
      14:96: shops.magazin.invoicing.cancel_statuses[0]: begins or ends with white space, U+0020; \
      remove it
      """),
    Spoiling(
      "series: FCT", "series: FCT, payments: { \"card \": Card }",
      """
      14:98: shops.magazin.invoicing.payments.card : begins or ends with white space, U+0020; \
      remove it
      """),
    Spoiling(
      "    invoicing:", "    stock: { warehouses: [ \"Depozit\\u3164\" ] }\n    invoicing:",
      """
      14:28: shops.magazin.stock.warehouses[0]: holds a character that can't be seen, U+3164; \
      delete the value and type it again
      """),
    Spoiling(
      "series: FCT", "series: \"\"",
      "14:72: shops.magazin.invoicing.series: is empty; write a value"),
    Spoiling(
      "series: FCT", "series: FCT, month_end: { from: 30 }",
      """
      14:88: shops.magazin.invoicing.month_end: missing key "until"; add it here
      """),
    Spoiling(
      "series: FCT", "series: FCT, cancel_statuses: [ Anulata, Confirmata ]",
      """
      14:94: shops.magazin.invoicing.cancel_statuses: names “Confirmata”, which stands among statuses \
      too; leave it in one of the two: one asks for the invoice, the other calls it off
      """),
    Spoiling(
      "series: FCT", "series: FCT, rules: all",
      """
      14:84: shops.magazin.invoicing.rules: isn't a list; write [ one, another ]
      """),
    Spoiling(
      "    invoicing:", "    stock: { at: [ \"6:00\" ], warehouses: [ A ] }\n    invoicing:",
      "14:20: shops.magazin.stock.at[0]: isn't a time of day; write one like \"06:00\", in quotes"),
    Spoiling(
      "accounts:", "console: {}\naccounts:",
      "4:1: key \"console\" is not in this version yet; remove it"),
    Spoiling(
      "accounts:", "plugins: {}\naccounts:",
      """
      4:1: unknown key "plugins"; the keys here are database, listen, admin, log, keep, \
      documents, accounts, shops
      """),
    Spoiling(
      "    cif: RO12345674", "    cif: RO12345674\n    cif: RO1",
      "8:5: \"cif\" is written twice in one section; keep one of them"),
    Spoiling(
      "series: FCT", "series: ${SERIES}",
      """
      14:73: isn't YAML: did not find expected ',' or '}'; write "${NAME}" in quotes, as YAML \
      reads braces inside { } and [ ] itself
      """),
    Spoiling(
      "    cif: RO12345674", "   cif: RO12345674",
      "8:4: isn't YAML: did not find expected key; correct the line, or the one above it"),
  ]

  @Test(arguments: [
    ("0.0.0.0:8080", true), ("localhost:8080", true), ("\"[::]:8080\"", true),
    ("127.0.0.1:9090", false), ("127.0.0.2:8080", false),
  ])
  func `who watches has an address that no shop's deliveries take`(address: String, collides: Bool)
  {
    let errors = SettingsFile.errors(
      replacing: "127.0.0.1:8080", with: "127.0.0.1:8080\nadmin: { listen: \(address) }")
    expectEqual(errors.contains("which “listen” takes"), collides, "\(errors)")
    // The system gives each its own.
    let free = SettingsFile.errors(
      replacing: "127.0.0.1:8080", with: "127.0.0.1:0\nadmin: { listen: 127.0.0.1:0 }")
    expectEqual(free, "no error")
  }

  @Test(arguments: SettingsErrorTests.spoilings)
  func `each mistake is named with its line and its fix`(spoiling: Spoiling) {
    expectEqual(
      SettingsFile.errors(replacing: spoiling.old, with: spoiling.new),
      "punte.yaml:" + spoiling.error)
  }

  @Test func `each error is said in Romanian, then in English, with its place in both`() throws {
    let text = SettingsFile.good.replacing("tolerance: 5m", with: "tolerance: often")
    guard case .failure(let errors) = SettingsFile.read(text) else {
      Issue.record("It is taken.")
      return
    }
    let place = "/etc/punte/punte.yaml:12:90: shops.magazin.signature.tolerance: "
    expectEqual(
      errors.lines,
      """
      \(place)nu e o durată; scrieți, de exemplu, 300ms, 10s, 5m, 2h sau 30d
      \(place)isn't a duration; write e.g. 300ms, 10s, 5m, 2h or 30d
      """)
    // What a check shows is the same.
    let row = CheckReport(checks: MachineChecks.errors(errors)).text()
    #expect(row.contains("nu e o durată") && row.contains("isn't a duration"))
  }

  @Test(arguments: SettingsErrorTests.spoilings)
  func `no error is the same in both languages, and none says what a thing is no kind of`(
    spoiling: Spoiling
  ) throws {
    let text = SettingsFile.good.replacing(spoiling.old, with: spoiling.new)
    guard case .failure(let errors) = SettingsFile.read(text) else {
      Issue.record("\(spoiling.new) is taken.")
      return
    }
    for error in errors.all {
      #expect(error.problem.ro != error.problem.en && error.remedy.ro != error.remedy.en)
      #expect(!error.problem.en.hasPrefix("is no "), "\(error)")
      for command in ["chmod", "iconv", "openssl", "punte secrets"] {
        #expect(!error.remedy.ro.contains(command), "\(error)")
      }
    }
  }

  @Test func `an empty file says so`() {
    expectEqual(SettingsFile.errors(of: ""), "punte.yaml: is empty; write the settings into it")
  }

  @Test func `no error repeats a secret`() {
    let secret = "whsec_c2VjcmV0IHRleHQgdGhhdCBtdXN0IG5vdCBhcHBlYXI="
    for old in ["sqlite:punte.db", "info", "firma.example", "RO12345674", "5m", "automatic"] {
      let errors = SettingsFile.errors(replacing: old, with: secret + "\u{7}")
      #expect(!errors.contains("c2Vjcm"), "\(old)")
    }
  }
}
