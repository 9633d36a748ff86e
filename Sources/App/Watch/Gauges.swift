import Domain
import Meters

/// The metrics of a moment, as a status has them.
enum Gauges {
  typealias Sample = MetricFamily.Sample

  static func families(of status: ServiceStatus) -> [MetricFamily] {
    jobs(status) + invoices(status) + accounts(status) + machine(status)
  }

  // MARK: Jobs

  private static func jobs(_ status: ServiceStatus) -> [MetricFamily] {
    let depth = Job.State.standing.flatMap { state in
      JobKind.allCases.map { kind in
        let standing = status.standing.jobs.first { $0.kind == kind && $0.state == state }
        return Sample(
          Double(standing?.count ?? 0),
          labels: [.init("kind", kind.rawValue), .init("state", state.rawValue)])
      }
    }
    return [
      .gauge(
        "dispatch_depth",
        "Jobs that are not completed, by kind and state; \(Standing.countMax) stands for more.",
        depth),
      .gauge(
        "dispatch_oldest_seconds",
        "How long the longest due of the jobs that could run has been due.",
        status.age(of: status.standing.dueSince)),
    ]
  }

  // MARK: Invoices

  private static func invoices(_ status: ServiceStatus) -> [MetricFamily] {
    let standings = status.standing.invoices
    let unclear = standings.filter(\.state.isAlarming)
    let payments = status.standing.payments
    let unclearPayments = payments.filter(\.state.isAlarming)
    let unissued = standings.filter { $0.state != .refused }
    return [
      .gauge(
        "intent_open", "Invoices that are not issued, by state.",
        InvoiceState.open.map { state in
          let count = standings.first { $0.state == state }?.count ?? 0
          return Sample(Double(count), labels: [.init("state", state.rawValue)])
        }),
      .gauge(
        "intent_in_doubt",
        "Invoices and payments that are in doubt, that need a person, or that are proven absent.",
        Double((unclear.map(\.count) + unclearPayments.map(\.count)).reduce(0, +))),
      .gauge(
        "intent_in_doubt_oldest_seconds",
        "How long ago the first doubt was of an invoice or a payment that isn't settled since.",
        status.age(of: (standings.map(\.doubtSince) + payments.map(\.doubtSince)).oldest)),
      .gauge(
        "oldest_unissued_seconds",
        "How long ago the oldest invoice was asked for that may yet be issued by itself or a person.",
        status.age(of: unissued.map(\.oldestAt).min())),
      .gauge(
        "series_stopped", "1 for a series on which nothing is sent until a person resumes it.",
        status.standing.series.map { standing in
          Sample(
            standing.stopped == nil ? 0 : 1,
            labels: [.init("cif", standing.series.cif), .init("series", standing.series.name)])
        }),
    ]
  }

  // MARK: SmartBill

  private static func accounts(_ status: ServiceStatus) -> [MetricFamily] {
    func samples(_ value: (ServiceStatus.AccountStatus) -> Double) -> [Sample] {
      status.accounts.map { Sample(value($0), labels: [.init("account", $0.account.rawValue)]) }
    }
    return [
      .gauge(
        "smartbill_tokens_available", "Calls to SmartBill that may be made at once, by account.",
        samples { Double($0.usage.callsFree) }),
      .gauge(
        "smartbill_blocked_until_seconds",
        "Unix time until which SmartBill blocks the account; 0 if it doesn't.",
        samples { Double($0.usage.blockedUntil?.seconds ?? 0) }),
    ]
  }

  // MARK: The process and its disk

  private static func machine(_ status: ServiceStatus) -> [MetricFamily] {
    let process = status.process
    return [
      .gauge(
        "punte_info", "Always 1; its label says which punte runs.",
        [Sample(1, labels: [.init("version", status.version)])]),
      .gauge(
        "punte_ready", "1 while events may be sent here, else 0.", status.reasons.isEmpty ? 1 : 0),
      .gauge(
        "store_file_bytes", "Size of the database and of its write-ahead log.",
        [
          Sample(Double(status.database.bytes), labels: [.init("file", "database")]),
          Sample(Double(status.database.logBytes), labels: [.init("file", "log")]),
        ]),
      .gauge(
        "store_free_bytes", "What is free on the database's disk.",
        Double(status.database.freeBytes)),
      .gauge(
        "process_resident_memory_bytes", "Memory that the process holds.",
        Double(process.residentBytes)),
      .gauge("process_open_fds", "Open files and connections.", Double(process.openFiles)),
      .gauge("process_max_fds", "How many may be open at once.", Double(process.openFilesMax)),
      .gauge(
        "process_start_time_seconds", "Unix time of the start.",
        Double(process.startedAt.milliseconds) / 1000),
    ]
  }
}

extension ServiceStatus {
  /// In seconds; 0 where there is nothing to be old, or a clock was set back.
  func age(of moment: Timestamp?) -> Double {
    moment.map { max(0, (at - $0).inSeconds) } ?? 0
  }
}

extension [Timestamp?] {
  fileprivate var oldest: Timestamp? { compactMap(\.self).min() }
}
