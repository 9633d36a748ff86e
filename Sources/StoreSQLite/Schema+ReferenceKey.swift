import Domain
import FoundationEssentials
import GRDB
import Signatures

extension Schema {
  /// As strong as the code that is made with it, HMAC-SHA256.
  private static let referenceKeyBytes = 32

  static func referenceKey(of db: Database) throws -> [UInt8]? {
    try db.row("SELECT reference_key FROM meta")?.bytes("reference_key")
  }

  /// Makes the tags of the printed references; nil where there is no key.
  static func referenceSeal(of db: Database) throws -> ReferenceSeal? {
    guard let key = try referenceKey(of: db) else { return nil }
    return ReferenceSeal(try Secret(bytes: key))
  }

  /// Makes the key where there is none yet: in a new database, and in one of an older version.
  static func makeReferenceKey(_ db: Database) throws {
    let key = (0..<referenceKeyBytes).map { _ in UInt8.random(in: .min ... .max) }
    try db.run(
      "UPDATE meta SET reference_key = ? WHERE reference_key IS NULL", [Data(key)])
  }
}
