import Domain

/// The night's timer event: each of the shop's series is compared with the ledger.
enum SeriesAuditDue: Handler {
  static let type = TimerEvent.seriesAudit.type
  static let isReserved = true

  struct Payload: EventPayload {
    var subject: OrderID? { nil }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    Decision(
      commands: policy.allSeries.sorted { $0.name < $1.name }.map { series in
        .auditSeries(.init(asked: asked, account: policy.account, series: series))
      })
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    nil
  }
}
