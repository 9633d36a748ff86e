import Domain

/// What the engine must know of the settings.
public struct EngineSettings: Sendable {
  public var policies: [ShopID: ShopPolicy]
  /// An account that isn't named has the default.
  public var doubtTimings: [AccountID: DoubtTiming]
  public var capacity: [Pool: Int]
  /// How long a claim holds without news.
  public var lease: Duration
  /// A create call is not begun with less of its lease left.
  public var sendMargin: Duration

  /// - Parameters:
  ///   - createTimeout: the longest that one create call can take.
  ///   - stockDuration: the longest that reading a shop's stock can take.
  public init(
    policies: [ShopID: ShopPolicy], doubtTimings: [AccountID: DoubtTiming] = [:],
    createTimeout: Duration, stockDuration: Duration = .zero
  ) {
    self.policies = policies
    self.doubtTimings = doubtTimings
    capacity = Self.capacityDefault
    sendMargin = createTimeout + .seconds(30)
    lease = max(sendMargin + Self.waitMax, stockDuration + Self.comparingMax)
  }

  /// Handling is pure and settles a batch in one commit, whose knee is at 64 to 128 rows
  /// (`swift-notes.md` §2.5). Accounting is bound by SmartBill's 3 calls a second, so a few
  /// suffice; shops may hang for their whole time-out, so there are more.
  ///
  /// A catalogue is held in memory while it is compared, so few stocks are read at once.
  static let capacityDefault: [Pool: Int] = [
    .handling: 128, .accounting: 16, .shops: 32, .stock: 2,
  ]

  /// The longest that comparing a catalogue and planning its batches takes, with reserve: seconds.
  static let comparingMax = Duration.seconds(120)

  /// The longest that a job waits for room in the rate window, 16 jobs each of 10 s, with reserve.
  static let waitMax = Duration.seconds(300)
}
