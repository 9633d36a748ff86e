import Domain
import FoundationEssentials
import HTTPTypes
import Signatures
import Transport

/// Sends stored events to a listener over HTTP, as their shops would: the bytes as they came, under
/// their ids, at the time of now, signed anew.
struct EventSender {
  /// As `--to` gives it.
  let target: String
  let shops: [ShopID: ShopSettings]
  let database: DatabaseAccess
  let pace: Pace
  let transport = HTTPTransport()

  /// Requests at once: enough to fill a link, few enough for any listener.
  private static let lanesMax = 8
  /// Events held in memory: at the listener's own limit on bodies, a quarter of a gigabyte.
  private static let pageEventsMax = 256

  func send(_ plan: ReplayPlan) async throws(CommandError) -> SendReport {
    var report = SendReport()
    var progress = Progress()
    let start = ContinuousClock.now
    var cursor: Int64 = 0
    while true {
      let page = try await database.read { (store) async throws(StoreError) in
        try await store.events(
          plan.selection, after: cursor, through: plan.lastSequence, limit: Self.pageEventsMax)
      }
      guard let last = page.last else { break }
      cursor = last.event.sequence
      for result in await send(page, from: report.events, since: start) {
        report.add(result)
      }
      progress.show(report.events, of: plan.events, note: report.note)
    }
    progress.end(report.events, of: plan.events, note: report.note)
    return report
  }

  /// Those of one order one after another, in the order of acceptance; others beside them.
  private func send(
    _ page: [SelectedEvent], from index: Int, since start: ContinuousClock.Instant
  ) async -> [SentEvent] {
    let lanes = Dictionary(grouping: page.enumerated()) { entry in
      (entry.element.subject ?? OrderID(entry.element.event.id.rawValue)).hashValue.magnitude
        % UInt(Self.lanesMax)
    }
    return await withTaskGroup(of: [SentEvent].self) { group in
      for lane in lanes.values {
        group.addTask {
          var results: [SentEvent] = []
          for (offset, selected) in lane {
            try? await Task.sleep(until: start + pace.start(of: index + offset))
            results.append(
              SentEvent(event: selected.event, answer: await send(selected.event)))
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
        .sorted { $0.event.sequence < $1.event.sequence }
    }
  }

  private func send(_ event: Event) async -> SentEvent.Answer {
    guard let signature = shops[event.shop]?.signature, let secret = signature.secrets.first?.secret
    else { return .unsent("its shop is not in the settings") }
    guard signature.scheme != .standardWebhooks || SampleID.isValid(event.id.rawValue) else {
      return .unsent("its id can't be signed by the shop's scheme")
    }
    let url: String
    do throws(CommandError) {
      url = try SendTarget.url(target, listen: ListenAddress(host: "", port: 0), shop: event.shop)
    } catch {
      return .unsent(error.what)
    }
    var fields: HTTPFields = [.contentType: "application/json"]
    let signer = ShopSigner(scheme: signature.scheme, secret: secret)
    let headers = signer.headers(
      id: event.id.rawValue, timestampSeconds: Timestamp.ofWallClock.seconds, body: event.body)
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields[name] = header.value }
    }
    let request = TransportRequest(method: .post, url: url, headers: fields, body: event.body)
    return switch await transport.send(request) {
    case .answered(let response): .status(response.status)
    case .notSent(let failure), .unclear(let failure): .unsent("\(failure)")
    }
  }
}
