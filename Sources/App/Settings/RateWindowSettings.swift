/// How many calls SmartBill takes of an account (`smartbill-api.md` §2).
struct RateWindowSettings: Sendable, Equatable {
  /// In one window; below SmartBill's own 30, as others may share the token.
  var callsMax = 28
  var window: Duration = .seconds(10)
  /// No call at all for so long after SmartBill has blocked the account.
  var block: Duration = .seconds(600)

  static let keys = ["calls", "seconds", "block"]
}

extension RateWindowSettings {
  init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    callsMax = section.integer("calls", default: callsMax, in: 1...30)
    window = .seconds(section.integer("seconds", default: 10, in: 1...3600))
    block = section.duration("block", default: block, in: .milliseconds(1) ... .seconds(86_400))
  }
}
