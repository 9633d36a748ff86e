import Domain
import Signatures
import SmartBill
import Yams

/// Reads a settings file, purely: what it needs of the world is handed in.
enum SettingsReader {
  /// A thousand shops fit; a larger file is another file.
  static let fileBytesMax = 1 << 20

  private static let keys = [
    "database", "listen", "admin", "log", "keep", "documents", "accounts", "shops",
  ]
  private static let laterKeys = ["console"]

  /// - Parameters:
  ///   - file: its path, for errors and for what is relative to it.
  ///   - readFile: of a secret's file.
  static func read(
    text: String, file: String, environment: [String: String],
    readFile: @escaping (String) -> Result<SecretFile, SecretFile.Problem>
  ) -> Result<Settings, SettingsErrors> {
    let source = SettingsSource(file: file, environment: environment, readFile: readFile)
    guard let root = root(of: text, in: source), let settings = settings(from: root, in: source),
      source.errors.isEmpty
    else { return .failure(SettingsErrors(source.errors)) }
    return .success(settings)
  }

  /// What a listing needs; the rest of the file may hold errors.
  static func outline(
    text: String, file: String, environment: [String: String]
  ) -> Result<SettingsOutline, SettingsErrors> {
    let source = SettingsSource(file: file, environment: environment) { _ in .failure(.missing) }
    guard let root = root(of: text, in: source), let database = database(root, in: source) else {
      return .failure(SettingsErrors(source.errors))
    }
    let names = root.section("shops", keys: nil)?.entries.map(\.name) ?? []
    return .success(
      SettingsOutline(
        database: database, shops: names.map { ShopID($0) },
        secretFiles: root.entries.flatMap { secretFiles(in: $0.value, of: source) }))
  }

  private static func secretFiles(in node: Node, of source: SettingsSource) -> [String] {
    switch node {
    case .mapping(let mapping): return mapping.flatMap { secretFiles(in: $0.value, of: source) }
    case .sequence(let nodes): return nodes.flatMap { secretFiles(in: $0, of: source) }
    case .scalar(let scalar):
      guard let path = SettingsReference.file(in: scalar.string),
        let filled = try? SettingsReference.filled(path, from: source.environment)
      else { return [] }
      return [FilePath.absolute(filled, in: source.folder)]
    default: return []
    }
  }

  private static func database(
    _ root: SettingsSection, in source: SettingsSource
  ) -> DatabaseLocation? {
    let read = { (text: String) throws(SettingsComplaint) in
      try DatabaseLocation(text, relativeTo: source.folder)
    }
    let variable = "PUNTE_DATABASE"
    let isOverridden = source.environment[variable]?.isEmpty == false
    return isOverridden
      ? source.override(variable, as: read) : root.required("database", as: read)
  }

  private static func root(of text: String, in source: SettingsSource) -> SettingsSection? {
    do {
      // Some editors save a byte order mark before the text.
      let isMarked = text.unicodeScalars.first == "\u{FEFF}"
      let text = isMarked ? String(text.unicodeScalars.dropFirst()) : text
      guard let node = try compose(yaml: text) else {
        source.report(
          SettingsComplaint(
            .both("e gol", "is empty"),
            remedy: .both("scrieți setările în el", "write the settings into it")),
          at: nil, path: "")
        return nil
      }
      return SettingsSection(node, at: "", keys: keys, laterKeys: laterKeys, in: source)
    } catch {
      let fault = YAMLFault(error, in: text)
      source.report(fault.complaint, at: fault.mark, path: "")
      return nil
    }
  }

  private static func settings(
    from root: SettingsSection, in source: SettingsSource
  ) -> Settings? {
    let readListen = { (text: String) throws(SettingsComplaint) in try ListenAddress(text) }
    let database = database(root, in: source)
    let listen =
      source.override("PUNTE_LISTEN", as: readListen) ?? root.optional("listen", as: readListen)
    let admin = AdminSettings(root.section("admin", keys: AdminSettings.keys), in: source)
    let log = LogSettings(root.section("log", keys: LogSettings.keys), in: source)
    let keep = KeepSettings(root.section("keep", keys: KeepSettings.keys))
    let documents = root.section("documents", keys: DocumentSettings.keys)
      .flatMap { DocumentSettings($0) }
    var pushTokens: [(String, BearerToken)] = []
    let accounts = named("accounts", of: root, keys: AccountReading.keys) { name, section in
      if let token = AccountReading.stockPushToken(from: section) {
        pushTokens.append((name, token))
      }
      return AccountReading.account(AccountID(name), from: section)
    }
    let shops = named("shops", of: root, keys: ShopSettings.keys) {
      ShopSettings($1, accounts: Dictionary(named: accounts))
    }
    checkListeners(listen ?? .standard, admin, of: root)
    checkAccounts(of: root)
    checkProformaSeries(of: root, Dictionary(named: shops), Dictionary(named: accounts))
    guard let database else { return nil }
    return Settings(
      database: database, listen: listen ?? .standard, admin: admin, log: log, keep: keep,
      documents: documents,
      accounts: Dictionary(named: accounts), shops: Dictionary(named: shops),
      stockPushTokens: Dictionary(named: pushTokens))
  }

  /// Sections under names that the file chooses.
  private static func named<Value>(
    _ key: String, of root: SettingsSection, keys: [String],
    read: (String, SettingsSection) -> Value?
  ) -> [(String, Value)] {
    guard let group = root.requiredSection(key, keys: nil) else { return [] }
    if group.entries.isEmpty {
      group.report(
        SettingsComplaint(
          .both("e gol", "is empty"),
          remedy: .both("scrieți cel puțin un nume dedesubt", "write at least one below it")))
    }
    return group.entries.compactMap { name, _ in
      guard SettingsText.isName(name) else {
        group.report(
          SettingsComplaint(
            .both(
              "are un nume care nu poate sta într-o adresă",
              "has a name that can't stand in an address"),
            remedy: .both(
              "scrieți litere fără diacritice, cifre, - și _, cel mult "
                + "\(SettingsText.nameCharactersMax)",
              "write ASCII letters, digits, - and _, at most \(SettingsText.nameCharactersMax)")),
          onKey: name)
        return nil
      }
      return group.section(name, keys: keys)
        .flatMap { read(name, $0) }
        .map { (name, $0) }
    }
  }

  /// What shops may reach and what only those who watch may reach never share an address.
  private static func checkListeners(
    _ listen: ListenAddress, _ admin: AdminSettings, of root: SettingsSection
  ) {
    guard let watch = admin.listen, watch.collides(with: listen) else { return }
    let mark: Mark? =
      if case .mapping(let keys)? = root.node("admin") { keys["listen"]?.mark } else { nil }
    root.source.report(
      SettingsComplaint(
        .both(
          "e \(watch), adresă ocupată de «listen» (\(listen))",
          "is \(watch), which “listen” takes (\(listen))"),
        remedy: .both(
          "scrieți alt port, de exemplu 127.0.0.1:9090",
          "write another port, such as 127.0.0.1:9090")),
      at: mark, path: "admin.listen")
  }

  /// Over the file's own words, so that an account that has errors of its own still counts.
  private static func checkAccounts(of root: SettingsSection) {
    guard case .mapping(let accounts)? = root.node("accounts"),
      case .mapping(let shops)? = root.node("shops")
    else { return }
    let names: [String] = accounts.compactMap { $0.key.scalar?.string }
    for (shop, value) in shops {
      guard case .mapping(let keys) = value, let account = keys["account"]?.scalar,
        let name = try? SettingsReference.filled(account.string, from: root.source.environment),
        !name.isEmpty, !names.contains(name)
      else { continue }
      let fix = Spelling.nearest(to: name, among: names).map {
        BilingualText.didYouMean("\"\($0)\"")
      }
      let list = names.joined(separator: ", ")
      root.source.report(
        SettingsComplaint(
          .both("nu e un cont din acest fișier", "names no account of this file"),
          remedy: fix ?? .both("conturile sunt \(list)", "the accounts are \(list)")),
        at: account.mark, path: "shops.\(shop.scalar?.string ?? "").account")
    }
  }

  /// The ledger tells a company's documents apart by series and number, whatever they are.
  private static func checkProformaSeries(
    of root: SettingsSection, _ shops: [ShopID: ShopSettings],
    _ accounts: [AccountID: SmartBillAccount]
  ) {
    guard case .mapping(let nodes)? = root.node("shops") else { return }
    let invoices = shops.values.reduce(into: [String: Set<String>]()) { series, shop in
      guard let cif = accounts[shop.account]?.cif else { return }
      series[cif, default: []].formUnion(shop.invoicing.allSeries)
    }
    for (shop, value) in nodes {
      guard let name = shop.scalar?.string, let settings = shops[ShopID(name)],
        let cif = accounts[settings.account]?.cif,
        let both = settings.invoicing.proformaSeries.intersection(invoices[cif] ?? []).min()
      else { continue }
      root.source.report(
        SettingsComplaint(
          .both(
            "e \(both), serie în care se emit și facturi",
            "is \(both), in which invoices are issued too"),
          remedy: .both(
            "faceți în SmartBill o serie de proforme cu alt nume și scrieți-o pe aceea",
            "make a series of proformas of another name in SmartBill, and write that")),
        at: value.mark, path: "shops.\(name).invoicing.proforma_series")
    }
  }
}

extension Dictionary where Key: Identifier {
  fileprivate init(named entries: [(String, Value)]) {
    self.init(entries.map { (Key($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
  }
}
