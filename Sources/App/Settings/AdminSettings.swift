/// Where health and metrics are shown, beside the socket of the database.
struct AdminSettings: Sendable, Equatable {
  /// nil: on the socket alone.
  var listen: ListenAddress?
  /// How long events are still taken after the signal to end, while the readiness is denied and
  /// load balancers look elsewhere.
  var drain: Duration = .zero

  static let keys = ["listen", "drain"]
  /// Longer than any load balancer takes to notice.
  static let drainMax = Duration.seconds(120)

  init(listen: ListenAddress? = nil, drain: Duration = .zero) {
    self.listen = listen
    self.drain = drain
  }

  init(_ section: SettingsSection?, in source: SettingsSource) {
    let read = { (text: String) throws(SettingsComplaint) in try ListenAddress(text) }
    self.init(
      listen: source.override("PUNTE_ADMIN_LISTEN", as: read)
        ?? section?.optional("listen", as: read),
      drain: section?.duration("drain", default: .zero, in: .zero...Self.drainMax) ?? .zero)
  }
}
