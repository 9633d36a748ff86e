import ArgumentParser
import Domain

struct SecretsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the secrets by fingerprint: their ends and last uses.",
    discussion: "The last use is of a delivery, and at most a minute behind a running service.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    let settings = try settings.load()
    let rows = SecretRow.rows(of: settings, uses: try await uses(in: settings))
    try output.show(rows, as: Self.table(of:), empty: "No secrets.")
  }

  private static func table(of rows: [SecretRow]) -> Table {
    var table = Table("SHOP", "SECRET", "SIGNS", "KEPT IN", "ENDS", "LAST USE")
    let now = Timestamp.ofWallClock.seconds
    for row in rows {
      let isOver = row.notAfter.map { $0.seconds < now } ?? false
      table.add(
        row.shop.rawValue, row.fingerprint, row.signs.rawValue, row.keptIn,
        row.notAfter.map { $0.localText + (isOver ? " (over)" : "") } ?? "never",
        row.lastUse?.localText ?? "-")
    }
    return table
  }

  /// None before the first start made a database.
  private func uses(in settings: Settings) async throws -> [SecretUse] {
    guard FileReading.exists(settings.database.path) else { return [] }
    return try await DatabaseAccess(settings.database)
      .read { (store) async throws(StoreError) in try await store.secretUses() }
  }
}

/// A secret as a listing shows it.
struct SecretRow: Encodable, Sendable, Equatable {
  enum Signs: String, Encodable, Sendable {
    case deliveries, callbacks
    case both = "deliveries, callbacks"
  }

  let shop: ShopID
  let fingerprint: String
  let signs: Signs
  let keptIn: String
  let notAfter: SecretEnd?
  /// Of a delivery.
  let lastUse: Timestamp?

  static func rows(of settings: Settings, uses: [SecretUse]) -> [SecretRow] {
    settings.shops.sorted { $0.key < $1.key }.flatMap { id, shop in
      shop.allSecrets.map { kept in
        let signsDeliveries = shop.signature.secrets.contains { $0.origin == kept.origin }
        let signsCallbacks = shop.callbackSecrets.contains { $0.origin == kept.origin }
        let fingerprint = kept.secret.fingerprint
        return SecretRow(
          shop: id, fingerprint: fingerprint,
          signs: !signsDeliveries ? .callbacks : signsCallbacks ? .both : .deliveries,
          keptIn: kept.origin.description,
          notAfter: kept.dated.notAfterSeconds.map { SecretEnd(seconds: $0) },
          lastUse: uses.first { $0.shop == id && $0.fingerprint == fingerprint }?.lastAt)
      }
    }
  }

  enum CodingKeys: String, CodingKey {
    case shop, fingerprint, signs, keptIn, notAfter, lastUse
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(shop, forKey: .shop)
    try container.encode(fingerprint, forKey: .fingerprint)
    try container.encode(signs, forKey: .signs)
    try container.encode(keptIn, forKey: .keptIn)
    try container.encode(notAfter.map { $0.seconds * 1000 }, forKey: .notAfter)
    try container.encode(lastUse, forKey: .lastUse)
  }
}
