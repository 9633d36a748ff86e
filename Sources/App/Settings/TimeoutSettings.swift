/// How long a call to SmartBill may take.
struct TimeoutSettings: Sendable, Equatable {
  var connect: Duration = .seconds(10)
  /// Longer than any time-out of SmartBill's: an answer given up on is a document in doubt.
  var create: Duration = .seconds(120)
  var other: Duration = .seconds(30)

  static let keys = ["connect", "create", "other"]
}

extension TimeoutSettings {
  init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    let bounds: ClosedRange<Duration> = .milliseconds(1) ... .seconds(3600)
    connect = section.duration("connect", default: connect, in: bounds)
    create = section.duration("create", default: create, in: bounds)
    other = section.duration("other", default: other, in: bounds)
  }
}
