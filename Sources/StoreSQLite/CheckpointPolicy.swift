/// Decides when the write-ahead log is carried into the database: pure, told the log's length.
///
/// Only the writer checkpoints, between batches: SQLite 3.40 has a bug that a second
/// checkpointing connection can hit (design §5).
struct CheckpointPolicy {
  enum Step: Sendable, Equatable {
    /// As far as readers let it, waiting for nobody.
    case passive
    /// All of it, waiting for readers, so that the log begins anew.
    case truncate
  }

  /// 4 MB: what SQLite itself does; more makes each checkpoint longer than a delivery should wait.
  static let pagesMin = 4_096_000 / WriterConnection.pageBytes
  /// 64 MB: a reader that stays on an old snapshot must not fill the disk.
  static let pagesMax = 65_536_000 / WriterConnection.pageBytes

  /// The log's length at the last checkpoint, and at the last that waited for readers.
  private var pagesCarried = 0
  private var pagesForced = 0

  /// Whether something waits to be carried over.
  func isDue(pages: Int) -> Bool { Self.growth(of: pages, since: pagesCarried) > 0 }

  /// The step to take now, which counts as taken.
  mutating func step(pages: Int, isIdle: Bool) -> Step? {
    let growth = Self.growth(of: pages, since: pagesCarried)
    guard growth >= Self.pagesMin || (isIdle && growth > 0) else { return nil }
    pagesCarried = pages
    guard Self.growth(of: pages, since: pagesForced) >= Self.pagesMax else { return .passive }
    pagesForced = pages
    return .truncate
  }

  /// A log shorter than it was has begun anew.
  private static func growth(of pages: Int, since before: Int) -> Int {
    pages >= before ? pages - before : pages
  }
}
