import Domain

extension SQLiteStore {
  /// Whether the writer gets on: no batch has been under way for longer than a disk may take.
  public var isWriting: Bool { watch.underWay.map { $0 < Self.batchDurationMax } ?? true }

  /// Why a write can't be made durable now, or what was written may be gone; nil if all is well. It is
  /// as the writer's last batch says: after one that failed the writer tries by itself until one
  /// succeeds. Asks nothing of the database, and waits for nothing.
  public var unwritable: StoreError? {
    if let displacement { return .unavailable(displacement) }
    if let damage = watch.damage { return damage }
    return isWriting ? watch.failure : .unavailable("a write has been under way for too long")
  }

  /// What shows that the file isn't what this program wrote: only another copy helps; nil if nothing
  /// did.
  public var damage: StoreError? { watch.damage }

  /// After a write that failed the writer tries now rather than in a while. Waits for its success, but
  /// no longer than so, whatever holds the database.
  public func hurry(within patience: Duration) async {
    guard watch.failure != nil else { return }
    writer.hurry()
    let deadline = ContinuousClock.now + patience
    while watch.failure != nil, ContinuousClock.now < deadline, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(2))
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
