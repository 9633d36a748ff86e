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
    /// All of it, waiting for nobody, and its file made short.
    case shorten
  }

  /// 4 MB: what SQLite itself does; more makes each checkpoint longer than a delivery should wait.
  static let pagesMin = 4_096_000 / WriterConnection.pageBytes
  /// 64 MB: a reader that stays on an old snapshot must not fill the disk.
  static let pagesMax = 65_536_000 / WriterConnection.pageBytes

  /// 4 MB: a file that a burst or a reader has made longer is cut once nothing else is to be done.
  static let fileBytesMax = pagesMin * WriterConnection.pageBytes
  /// In seconds. Without work for so long, the log is looked after.
  static let idleDelay = 0.25
  /// In seconds, between two attempts at cutting it: a reader may keep it long for as long as it
  /// likes.
  static let shortenDelay = 5.0

  /// The log's length at the last checkpoint, and at the last that waited for readers.
  private var pagesCarried = 0
  private var pagesForced = 0
  /// Since the last work.
  private var hasTriedToShorten = false

  /// Whether something waits to be carried over.
  func isDue(pages: Int) -> Bool { Self.growth(of: pages, since: pagesCarried) > 0 }

  /// How long, in seconds, to wait for work before the next step; nil where there is none.
  func patience(pages: Int, fileBytes: Int) -> Double? {
    if isDue(pages: pages) { return Self.idleDelay }
    guard fileBytes > Self.fileBytesMax else { return nil }
    return hasTriedToShorten ? Self.shortenDelay : Self.idleDelay
  }

  /// The step to take now, which counts as taken.
  mutating func step(pages: Int, isIdle: Bool, fileBytes: Int = 0) -> Step? {
    let growth = Self.growth(of: pages, since: pagesCarried)
    guard growth >= Self.pagesMin || (isIdle && growth > 0) else {
      hasTriedToShorten = isIdle && fileBytes > Self.fileBytesMax
      return hasTriedToShorten ? .shorten : nil
    }
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
