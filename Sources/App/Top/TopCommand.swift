import ArgumentParser
import Domain

/// `punte top`.
struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top", abstract: "Watch the running service: rates, what waits, what is in doubt.",
    discussion: "Ends on q or Ctrl-C. Without a terminal it shows one moment, as with --once.")

  @Option(help: ArgumentHelp("How often to look.", valueName: "duration"))
  var interval: String = "1s"
  @Flag(help: "Show one moment, and end.")
  var once = false
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  static let intervals: ClosedRange<Duration> = .milliseconds(200) ... .seconds(60)

  func validate() throws {
    guard duration != nil else { throw ValidationError("--interval takes 200ms to 60s.") }
  }

  private var duration: Duration? {
    DurationText.duration(of: interval).flatMap { Self.intervals.contains($0) ? $0 : nil }
  }

  func run() async throws {
    let database = try settings.loadOutline().database
    let service = RunningService(socketPath: database.socketPath)
    let interval = duration ?? .seconds(1)
    if once || output.json || !Terminal.isTerminal(.standardOutput) {
      try await showOnce(service, after: interval)
    } else {
      try await TopSession(service: service, interval: interval).run()
    }
  }

  /// Two looks, for the rates.
  private func showOnce(_ service: RunningService, after interval: Duration) async throws {
    var history = StatusHistory()
    history.add(try await service.status())
    try await Task.sleep(for: interval)
    history.add(try await service.status())
    guard let status = history.current else { return }
    let size = Terminal.size(of: .standardOutput) ?? (width: 100, height: .max)
    let lines = TopScreen(history: history).lines(width: size.width, height: .max)
    try output.show(
      TopDocument(status: status, rates: .init(history)),
      as: lines.map { $0.text + "\n" }.joined())
  }
}

/// What `punte top --json` prints.
struct TopDocument: Codable, Equatable {
  let status: ServiceStatus
  let rates: Rates

  /// Over the time between the two looks; nil for a service that was started between them.
  struct Rates: Codable, Equatable {
    let acceptedPerSecond: Double?
    let refusedPerSecond: Double?
    let issuedPerMinute: Double?
    let callbacksPerSecond: Double?

    init(_ history: StatusHistory) {
      acceptedPerSecond = history.rate(of: \.accepted, over: .zero)
      refusedPerSecond = history.rate(of: \.refused, over: .zero)
      issuedPerMinute = history.rate(of: \.issued, over: .zero).map { $0 * 60 }
      callbacksPerSecond = history.rate(of: \.callbacksReceived, over: .zero)
    }
  }
}
