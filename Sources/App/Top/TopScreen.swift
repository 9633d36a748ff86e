import Domain
import Engine

/// What `punte top` shows, as lines of a terminal; pure.
///
/// The most important stands first: a small terminal leaves out what is below.
struct TopScreen {
  struct Line: Equatable {
    enum Style { case plain, heading, alarm }
    var text: String
    var style = Style.plain
  }

  let history: StatusHistory
  /// Why the service did not answer just now.
  var trouble: String?

  static let rateWindow = Duration.seconds(10)
  private static let labelWidth = 14
  private static let numberWidth = 9

  /// At most `height` lines of at most `width` characters.
  func lines(width: Int, height: Int) -> [Line] {
    guard let status = history.current else { return [] }
    let sections =
      [[head(status)] + troubles(status), rates(status, width: width), invoices(status)]
      + [accounts(status, width: width), jobs(status), series(status), disk(status)]
      + [failures(status)]
    let filled = sections.filter { !$0.isEmpty }
    let spaced = filled.reduce(into: [Line]()) { lines, section in
      lines += (lines.isEmpty ? [] : [Line(text: "")]) + section
    }
    let lines = spaced.count <= height ? spaced : filled.flatMap(\.self)
    return lines.prefix(max(0, height)).map { line in
      Line(text: String(Printable.text(line.text).prefix(max(0, width))), style: line.style)
    }
  }

  // MARK: Head

  private func head(_ status: ServiceStatus) -> Line {
    let state = status.reasons.isEmpty ? "ready" : "NOT READY"
    let up = AgeText.text(of: status.at - status.process.startedAt)
    let memory = ByteText.text(of: status.process.residentBytes)
    return Line(
      text: "punte \(status.version)  \(state)  up \(up)  \(memory)  "
        + "\(status.process.openFiles) files  process \(status.process.id)",
      style: status.reasons.isEmpty ? .heading : .alarm)
  }

  private func troubles(_ status: ServiceStatus) -> [Line] {
    let texts = (trouble.map { [$0] } ?? []) + status.reasons.map(\.text)
    return texts.map { Line(text: $0, style: .alarm) }
  }

  // MARK: Rates

  private func rates(_ status: ServiceStatus, width: Int) -> [Line] {
    [
      rate("accepted/s", \.accepted, width),
      rate("refused/s", \.refused, width),
      rate("issued/min", \.issued, width, factor: 60, over: .seconds(60)),
      rate("callbacks/s", \.callbacksReceived, width),
    ]
  }

  /// `accepted/s        12.3  ▁▂▇  1234 in all`
  private func rate(
    _ label: String, _ total: KeyPath<ServiceStatus.Totals, Int>, _ width: Int,
    factor: Double = 1, over window: Duration = rateWindow
  ) -> Line {
    let rate = history.rate(of: total, over: window).map { Self.decimal($0 * factor) } ?? "-"
    let count = history.current?.totals[keyPath: total] ?? 0
    let head = label.padded(to: Self.labelWidth) + rate.leftPadded(to: Self.numberWidth) + "  "
    let tail = "  \(count) in all"
    let line = Sparkline.text(
      of: history.rates(of: total), width: min(width - head.count - tail.count, 40))
    return Line(text: head + line + tail)
  }

  private static func decimal(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  // MARK: What stands where

  private func invoices(_ status: ServiceStatus) -> [Line] {
    let standings = status.standing.invoices
    guard !standings.isEmpty else {
      return [Line(text: "invoices".padded(to: 14) + "none open")] + payments(status)
    }
    let lines = standings.map { standing in
      let isAlarm = standing.state.isAlarming
      let since = isAlarm ? standing.doubtSince ?? standing.oldestAt : standing.oldestAt
      return Line(
        text: Self.row(
          // Some were refused, some were never sent.
          standing.state == .refused ? "not issued" : standing.state.rawValue, standing.count,
          (isAlarm ? "for " : "oldest ") + AgeText.text(of: status.at - since)),
        style: isAlarm ? .alarm : .plain)
    }
    return lines + payments(status)
  }

  /// Those in doubt alone: others may wait for their invoice as long as they like.
  private func payments(_ status: ServiceStatus) -> [Line] {
    status.standing.payments.filter(\.state.isAlarming).map { standing in
      let age = AgeText.text(of: status.at - (standing.doubtSince ?? standing.oldestAt))
      return Line(
        text: Self.row("payments", standing.count, "\(standing.state.rawValue) for \(age)"),
        style: .alarm)
    }
  }

  private static func row(_ label: String, _ count: Int, _ rest: String) -> String {
    let number = count >= Standing.countMax ? "\(count)+" : "\(count)"
    return label.padded(to: labelWidth) + number.leftPadded(to: numberWidth) + "  " + rest
  }

  private func accounts(_ status: ServiceStatus, width: Int) -> [Line] {
    status.accounts.map { account in
      let usage = account.usage
      let label = "smartbill".padded(to: Self.labelWidth)
      if let until = usage.blockedUntil {
        return Line(
          text: label + "\(account.account): blocked until \(until.localText)", style: .alarm)
      }
      let elsewhere = usage.callsLeftElsewhere.map { ", SmartBill leaves \($0)" } ?? ""
      return Line(
        text: label + "\(account.account): \(usage.calls) of \(usage.callsMax) calls\(elsewhere)")
    }
  }

  /// A row for each kind that has any; the oldest of those that aren't over.
  private func jobs(_ status: ServiceStatus) -> [Line] {
    let standings = status.standing.jobs
    let rows = JobKind.allCases.compactMap { kind -> Line? in
      let own = standings.filter { $0.kind == kind }
      guard !own.isEmpty else { return nil }
      let counts = Job.State.standing.map { state in
        let count = own.first { $0.state == state }?.count ?? 0
        return (count == 0 ? "-" : "\(count)").leftPadded(to: Self.stateWidth)
      }
      let oldest = own.filter { !$0.state.isOver }.map(\.oldestAt).min()
      let age = oldest.map { AgeText.text(of: status.at - $0) } ?? "-"
      return Line(
        text: kind.rawValue.padded(to: Self.jobWidth) + kind.pool.rawValue.padded(to: 11)
          + counts.joined() + age.leftPadded(to: Self.stateWidth))
    }
    guard !rows.isEmpty else { return [Line(text: "jobs".padded(to: 14) + "none waits")] }
    // As `Job.State.standing` has them.
    let heads = ["WAITING", "RUNNING", "HELD", "GIVEN UP", "OLDEST"]
    let heading = Line(
      text: "JOB".padded(to: Self.jobWidth) + "POOL".padded(to: 11)
        + heads.map { $0.leftPadded(to: Self.stateWidth) }.joined(), style: .heading)
    return [heading] + rows
  }

  /// The longest kind, `proforma_cancel`, and a space.
  private static let jobWidth = 16
  private static let stateWidth = 9

  private func series(_ status: ServiceStatus) -> [Line] {
    status.standing.series.map { standing in
      let name = "series".padded(to: Self.labelWidth) + "\(standing.series.name): "
      let next = standing.lastNumber.map { "next \(InvoiceNumber.text(of: $0 + 1))" }
      if let stopped = standing.stopped {
        return Line(text: name + "stopped, \(stopped.code.rawValue)", style: .alarm)
      }
      let unclear = standing.unclear.map { ", invoice \($0) under way" } ?? ""
      return Line(text: name + (next ?? "no number yet") + unclear)
    }
  }

  private func disk(_ status: ServiceStatus) -> [Line] {
    let database = status.database
    return [
      Line(
        text: "database".padded(to: Self.labelWidth)
          + "\(ByteText.text(of: database.bytes)), log \(ByteText.text(of: database.logBytes)), "
          + "\(ByteText.text(of: database.freeBytes)) free")
    ]
  }

  private func failures(_ status: ServiceStatus) -> [Line] {
    guard !status.failures.isEmpty else { return [] }
    return [Line(text: "LAST FAILURES", style: .heading)]
      + status.failures.map { attempt in
        Line(
          text: attempt.at.localTimeText + "  "
            + attempt.code.rawValue.padded(to: 24) + "  \(attempt.kind.rawValue) job "
            + "\(attempt.job), \(attempt.shop)")
      }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    count >= width ? self : String(repeating: " ", count: width - count) + self
  }
}
