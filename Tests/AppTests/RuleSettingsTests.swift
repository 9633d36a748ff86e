import Domain
import TestKit
import Testing

@testable import App

/// The models of invoices that a shop's settings may hold.
struct RuleSettingsTests {
  private static func text(_ invoicing: String, account: String = "") -> String {
    SettingsFile.good.replacing(
      "invoicing: { trigger: automatic, statuses: [ Confirmata ], series: FCT }",
      with: "invoicing:\n" + invoicing.split(separator: "\n").map { "      \($0)\n" }.joined()
    ).replacing("cif: RO12345674", with: "cif: RO12345674" + account)
  }

  private static let head = "trigger: automatic\nstatuses: [ Confirmata ]\nseries: FCT\n"

  private static func policy(_ more: String) throws -> ShopPolicy {
    let settings = try SettingsFile.read(text(head + more)).get()
    return try #require(settings.policies["magazin"])
  }

  @Test func `a rule falls back to the shop's own values`() throws {
    let policy = try Self.policy(
      """
      due: 15d
      language: EN
      mentions: "Comanda #nr_comanda_online#"
      email: { cc: office@firma.example }
      rules:
        - when: { payment: ramburs, customer: [ company ] }
          use: { series: FCB, due: 30d, language: false }
        - when: { country: [ HU, DE ], currency: EUR, status: Livrata }
          use: { email: false, vat_on_collection: true, union_code: true, save_customer: true }
      """)
    #expect(policy.terms.dueDays == 15 && policy.terms.language == "EN")
    expectEqual(policy.mail, InvoiceMail(cc: MailAddresses("office@firma.example")))
    expectEqual(policy.rules.count, 2)
    let first = policy.rules[0].use
    #expect(first.series == "FCB" && first.terms.dueDays == 30 && first.terms.language == nil)
    expectEqual(first.terms.mentions, "Comanda #nr_comanda_online#")
    expectEqual(first.mail, policy.mail)
    let second = policy.rules[1].use
    #expect(second.series == "FCT" && second.terms.dueDays == 15 && second.mail == nil)
    #expect(second.terms.hasVATOnCollection == true && second.terms.usesUnionCode == true)
    expectEqual(policy.allSeries.map(\.name).sorted(), ["FCB", "FCT"])
  }

  @Test func `waiting is the shop's own, and a rule's`() throws {
    let policy = try Self.policy(
      """
      wait: 1h
      month_end: { from: 30, until: 2 }
      rules: [ { when: { payment: card }, use: { wait: 0m } } ]
      """)
    #expect(policy.wait == .seconds(3600) && policy.monthEnd == MonthEnd(from: 30, until: 2))
    expectEqual(policy.rules[0].use.wait, .zero)
  }

  @Test func `issuer and delegate are read whole`() throws {
    let policy = try Self.policy(
      """
      issuer: { name: Ana Pop }
      delegate: { name: Ion, identity_card: CJ 1, car: CJ 01 AAA }
      """)
    expectEqual(policy.terms.issuer, DocumentIssuer(name: "Ana Pop"))
    expectEqual(
      policy.terms.delegate, DocumentDelegate(name: "Ion", identityCard: "CJ 1", car: "CJ 01 AAA"))
  }

  @Test(arguments: [
    ("due: 15", "18:12: shops.magazin.invoicing.due: isn't a number of days from 0 to 1096"),
    ("due: 36h", "18:12: shops.magazin.invoicing.due: isn't a number of days"),
    ("language: en", "18:17: shops.magazin.invoicing.language: isn't a language as SmartBill"),
    ("language: HU", "is a language that SmartBill would silently take for Romanian"),
    ("mentions: \"#nr_comanda#\"", "holds a field that no order has; did you mean"),
    ("mentions: \"[PUNTE 7]\"", "holds what Punte's own reference begins with"),
    ("wait: 31d", "invoicing.wait: is out of bounds; write 0s to 30d"),
    ("month_end: { from: 3, until: 2 }", "month_end.from: isn't a whole number from 20 to 31"),
    ("email: yes", "is neither true nor false"),
    ("email: { to: ana }", "invoicing.email.to: is not 1 to 10 e-mail addresses"),
    ("email: { too: ana@f.ro }", "unknown key \"too\"; did you mean \"to\"?"),
    ("delegate: { name: Ion, car: CJ }", "is printed only beside an identity card"),
    ("delegate: { car: CJ }", "missing key \"name\""),
    ("issuer: { name: Ana, cnp: \"123\" }", "isn't a valid CNP"),
    ("rules: { a: b }", "isn't a list"),
    ("rules: [ { when: { payment: card } } ]", "missing key \"use\""),
    ("rules: [ { use: { series: A } } ]", "missing key \"when\""),
    ("rules: [ { when: { payment: card }, use: {} } ]", "so the rule changes nothing"),
    ("rules: [ { when: { paiment: card }, use: { due: 1d } } ]", "did you mean \"payment\"?"),
    ("rules: [ { when: { customer: firm }, use: { due: 1d } } ]", "is not a word known here"),
    ("rules: [ { when: { currency: lei }, use: { due: 1d } } ]", "isn't a currency"),
    ("rules: [ { when: { payment: [] }, use: { due: 1d } } ]", "so no order could meet it"),
    (
      "rules: [ { when: { payment: card }, use: { kind: draft } } ]",
      "is not a word known here"
    ),
    ("kind: proforma", "kind"),
    (
      "rules: [ { when: { payment: card }, use: { kind: proforma } } ]",
      "shops.magazin.invoicing.rules[0].use.kind: is a proforma, and no series says"
    ),
    (
      "proforma_series: FCT",
      "shops.magazin.invoicing.proforma_series: is FCT, in which invoices are issued too"
    ),
    (
      "rules:\n  - { when: { payment: card }, use: { due: 1d } }\n"
        + "  - { when: { payment: card, customer: person }, use: { due: 2d } }",
      "20:11: shops.magazin.invoicing.rules[1]: can never be met: the rules before it take all"
    ),
  ])
  func `what can't be meant is refused with its place`(line: String, error: String) {
    let errors = SettingsFile.errors(of: Self.text(Self.head + line))
    #expect(errors.contains(error), "\(errors)")
  }

  @Test func `a language of the account's own must be named there`() throws {
    let text = Self.text(Self.head + "language: HU", account: "\n    languages: [ HU ]")
    try expectEqual(SettingsFile.read(text).get().policies["magazin"]?.terms.language, "HU")
  }

  @Test func `a company that pays no VAT has none on collection`() {
    let text = Self.text(
      Self.head + "vat_on_collection: true", account: "\n    vat_payer: false")
    #expect(SettingsFile.errors(of: text).contains("needs a company that pays VAT"))
  }

  private static func shop(_ products: String, invoicing: String = "") -> String {
    text(head + invoicing) + "\n    products: \(products)\n"
  }

  @Test func `products are told apart by code unless the settings say otherwise`() throws {
    let text = Self.shop(
      "{ warehouse: Depozit }",
      invoicing: """
        rules:
          - { when: { payment: card }, use: { warehouse: Magazin } }
          - { when: { customer: company }, use: { warehouse: false } }
        """)
    let policy = try #require(try SettingsFile.read(text).get().policies["magazin"])
    expectEqual(policy.terms.warehouse, "Depozit")
    expectEqual(policy.terms.products, ProductTerms(identifiedBy: .code, printedName: .shop))
    expectEqual(policy.rules.map(\.use.terms.warehouse), ["Magazin", nil])
    let titles = try SettingsFile.read(
      Self.shop("{ identify_by: title, warehouse: Depozit }")
    ).get()
    expectEqual(
      titles.policies["magazin"]?.terms.products,
      ProductTerms(identifiedBy: .title, printedName: .smartBill))
  }

  @Test(arguments: [
    ("{ identify_by: name }", "is not a word known here; write one of code, title"),
    ("{ identify_by: title }", "titles are looked up in the stock of a warehouse"),
    ("{ identify_by: title, print: shop, warehouse: D }", "print: can't be shop where products"),
    ("{ wharehouse: D }", "did you mean \"warehouse\"?"),
  ])
  func `products that can't be meant are refused`(products: String, error: String) {
    let errors = SettingsFile.errors(of: Self.shop(products))
    #expect(errors.contains(error), "\(errors)")
  }

  @Test func `a rule makes proformas in its own series, or in the shop's`() throws {
    let policy = try Self.policy(
      """
      proforma_series: PRO
      rules:
        - when: { status: Asteapta plata, payment: transfer }
          use: { kind: proforma, due: 3d }
        - when: { customer: company }
          use: { kind: proforma, proforma_series: PRC }
        - when: { country: HU }
          use: { proforma_series: false, due: 5d }
      """)
    expectEqual(policy.rules.map(\.use.kind), [.proforma, .proforma, .invoice])
    expectEqual(policy.rules.map(\.use.proformaSeries), ["PRO", "PRC", nil])
    expectEqual(policy.proformaSeries, Series(cif: "RO12345674", name: "PRO"))
    expectEqual(Set(policy.allProformaSeries.map(\.name)), ["PRO", "PRC"])
    expectEqual(policy.allSeries.map(\.name), ["FCT"])
  }
}
