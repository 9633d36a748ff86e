import Domain
import FoundationEssentials
import GRDB
import Signatures

/// The newest words of each order: of the event with its content, and of those that ask for a
/// document or cancel it.
struct OrderWordTable {
  let db: Database
  let now: Timestamp

  enum Word: String {
    case content
    case issue, cancel
    case proforma
    case cancelProforma = "proforma_cancel"

    /// What asks for a document of a kind; a draft takes an invoice's place.
    static func asking(for kind: InvoiceKey.Kind) -> Self { kind == .proforma ? .proforma : .issue }
    static func cancelling(_ kind: InvoiceKey.Kind) -> Self {
      kind == .proforma ? .cancelProforma : .cancel
    }
  }

  func words(of order: OrderID, of shop: ShopID, about kind: InvoiceKey.Kind) throws -> OrderWords {
    OrderWords(
      content: try place(of: .content, order, shop),
      asked: try place(of: .asking(for: kind), order, shop),
      cancelled: try place(of: .cancelling(kind), order, shop))
  }

  /// Keeps it if it is newer than what is known; answers whether it is, or was kept before.
  @discardableResult
  func note(
    _ word: Word, of order: OrderID, by asked: Asking, at place: EventPlace,
    content: OrderContent? = nil
  ) throws -> Bool {
    if let known = try self.place(of: word, order, asked.shop), place < known { return false }
    try db.run(
      """
      INSERT OR REPLACE INTO order_words (shop, order_id, word, moment, sequence, claimed, event,
        digest, total, currency, noted_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        asked.shop.rawValue, order.rawValue, word.rawValue, place.moment.milliseconds,
        place.sequence, place.isClaimed, asked.event.rawValue, content.map(Self.digest),
        content?.total.description, content?.currency, now.milliseconds,
      ])
    return true
  }

  /// What the order comes to by that event.
  func total(of order: OrderID, of shop: ShopID) throws -> (total: Money, currency: String)? {
    guard let row = try row(.content, order, shop),
      let total = try (row.optional("total") as String?).flatMap({ Money($0) })
    else { return nil }
    return (total, try row.value("currency"))
  }

  /// Whether it is the order as its newest event has it.
  func isNewest(_ content: OrderContent, of order: OrderID, of shop: ShopID) throws -> Bool {
    try row(.content, order, shop)?.bytes("digest").map { Data($0) == Self.digest(content) } ?? true
  }

  /// A place after all that is known of the order: a person's explicit request is always the newest.
  func newest(of order: OrderID, of shop: ShopID) throws -> EventPlace {
    let last = try db.number(
      "SELECT MAX(moment) FROM order_words WHERE shop = ? AND order_id = ?",
      [shop.rawValue, order.rawValue])
    return EventPlace(
      moment: Timestamp(milliseconds: max(last ?? 0, now.milliseconds)), sequence: .max)
  }

  func place(of word: Word, _ order: OrderID, _ shop: ShopID) throws -> EventPlace? {
    try row(word, order, shop).flatMap { try $0.place() }
  }

  private func row(_ word: Word, _ order: OrderID, _ shop: ShopID) throws -> Row? {
    try db.row(
      "SELECT * FROM order_words WHERE shop = ? AND order_id = ? AND word = ?",
      [shop.rawValue, order.rawValue, word.rawValue])
  }

  private static func digest(_ content: OrderContent) -> Data {
    Data(MessageDigest.sha256(content.bytes))
  }
}

extension Row {
  /// Nil where it isn't known.
  func place(_ prefix: String = "") throws -> EventPlace? {
    guard let moment = try optionalMoment(prefix + "moment") else { return nil }
    return EventPlace(
      moment: moment, sequence: try value(prefix + "sequence"),
      isClaimed: try value(prefix + "claimed"))
  }
}
