import Domain

extension SQLiteStore {
  /// Whether the writer gets on: no batch has been under way for longer than a disk may take.
  public var isWriting: Bool { watch.underWay.map { $0 < Self.batchDurationMax } ?? true }

  /// Why a write can't be made durable now; nil if it can.
  ///
  /// As long as commits succeed this costs nothing. After one that failed it tries with a write of
  /// its own, for nobody else may write any more once it is known.
  public func unwritable() async -> StoreError? {
    if let displacement { return .unavailable(displacement) }
    if let damage = watch.damage { return damage }
    guard isWriting else { return .unavailable("a write has been under way for too long") }
    guard watch.failure != nil else { return nil }
    do throws(StoreError) {
      _ = try await writer.perform(isDelivery: true) { db in
        try db.run("UPDATE meta SET created_at = created_at")
      }
      return nil
    } catch {
      return error
    }
  }

  /// Why what is written may be gone after the next start, as the database or its log isn't at its
  /// path any more; nil if they are. Nothing may be promised meanwhile: no answer 2xx to a shop, and
  /// no call to SmartBill that changes anything.
  public var displacement: String? { files.displacement }

  func requirePlace() throws(StoreError) {
    if let displacement { throw .unavailable(displacement) }
  }

  /// A reader that keeps the writer waiting, 5 s, and a slow disk after it.
  static let batchDurationMax = Duration.seconds(20)
}
