import Domain
import Signatures

/// What `punte init` must know, each value checked as the settings reader would.
struct InitAnswers: Sendable {
  /// Where the SmartBill token is kept.
  enum Token: Sendable {
    /// To be written into a file of its own.
    case text(String)
    case reference(String)
  }

  var account = "firma"
  var email = ""
  var cif = ""
  var token = Token.text("")
  var series = ""
  var shop = "magazin"
  var callback = ""
  var allowsPrivateAddresses = false
  /// The statuses that ask for an invoice; none where it is asked for by hand.
  var statuses = ["Confirmata"]
  var scheme = SignatureSettings.SchemeName.standardWebhooks
  var header: String?
  var database = "punte.db"
  var listen = "127.0.0.1:8080"
  var baseURL: String?
  /// Where shops reach Punte, without a slash at its end; nil where nobody said so.
  var publicURL: String?
}

/// One question of `punte init`, and which answers it takes.
struct InitQuestion: Sendable {
  /// Of the command line, without its dashes.
  let option: String
  let text: BilingualText
  let standard: String?
  let check: @Sendable (String) throws(SettingsComplaint) -> String

  static let email = InitQuestion(
    option: "email",
    text: .both("E-mailul cu care intrați în SmartBill", "The e-mail of your SmartBill login"),
    standard: nil, check: login)
  static let cif = InitQuestion(
    option: "cif",
    text: .both(
      "CIF-ul firmei, exact ca în SmartBill (cu RO, dacă îl are acolo)",
      "The company's fiscal code, exactly as in SmartBill (with RO, if it has it there)"),
    standard: nil, check: fiscalCode)
  static let series = InitQuestion(
    option: "series",
    text: .both(
      "Seria de facturi, făcută în SmartBill numai pentru Punte",
      "The series of invoices, made in SmartBill for Punte alone"),
    standard: nil, check: plain)
  static let shop = InitQuestion(
    option: "shop",
    text: .both("Numele magazinului, pentru adresă", "The shop's name, for its address"),
    standard: "magazin", check: name)
  /// - Parameter allowsPrivate: the shop may be beside Punte, without TLS.
  static func callback(allowsPrivate: Bool) -> InitQuestion {
    InitQuestion(
      option: "callback",
      text: .both(
        "Adresa magazinului la care Punte trimite seria și numărul",
        "The shop's address to which Punte sends series and number"),
      standard: nil
    ) { (text: String) throws(SettingsComplaint) in
      guard allowsPrivate || !text.hasPrefix("http://") else {
        throw SettingsComplaint(
          .both("trebuie să fie https", "must be https"),
          remedy: .both(
            "scrieți https://…; pentru un magazin aflat lângă Punte există opțiunea "
              + "--callback-private-addresses",
            "write https://…; a shop beside Punte needs the option --callback-private-addresses"))
      }
      return try WebAddress.callback(try Self.plain(text), allowsPrivate: allowsPrivate)
    }
  }
  static let status = InitQuestion(
    option: "status",
    text: .both(
      "Starea comenzii la care se emite factura (- pentru numai la cerere)",
      "The order status that issues the invoice (- for on request only)"),
    standard: "Confirmata", check: plain)
  static let publicURL = InitQuestion(
    option: "public-url",
    text: .both(
      "Adresa la care magazinul ajunge la Punte, prin proxy (- dacă nu se știe încă)",
      "The address by which the shop reaches Punte, through its proxy (- if not known yet)"),
    standard: "-", check: optionalAddress)

  /// `${…}` would be taken for a variable when the settings are read.
  @Sendable static func plain(_ text: String) throws(SettingsComplaint) -> String {
    let text = try SettingsText.nonEmpty(text)
    guard !text.contains("${") else {
      throw SettingsComplaint(
        .both("conține ${", "holds ${"),
        remedy: .both("scrieți-l cu mâna în fișier", "write it into the file by hand"))
    }
    return text
  }

  @Sendable static func name(_ text: String) throws(SettingsComplaint) -> String {
    guard SettingsText.isName(text) else {
      throw SettingsComplaint(
        .both("nu poate sta într-o adresă", "can't stand in an address"),
        remedy: .both(
          "scrieți litere fără diacritice, cifre, - și _",
          "write ASCII letters, digits, - and _"))
    }
    return text
  }

  @Sendable private static func login(_ text: String) throws(SettingsComplaint) -> String {
    try SettingsText.email(try plain(text))
  }

  @Sendable private static func fiscalCode(_ text: String) throws(SettingsComplaint) -> String {
    try SettingsText.fiscalCode(try plain(text))
  }

  @Sendable private static func optionalAddress(
    _ text: String
  ) throws(SettingsComplaint) -> String {
    text == "-" ? text : try WebAddress.publicBase(text)
  }
}
