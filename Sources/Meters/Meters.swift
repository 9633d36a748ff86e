/// All that Punte counts and times as it happens, since its start. What stands at a moment is asked
/// of the store instead, when somebody looks.
///
/// The names are those of `webhooks.md` §4.10, where it has them.
public final class Meters: Sendable {
  // MARK: Webhooks

  public let received = Counter(
    "webhook_received_total",
    "Requests to /webhooks by shop (unknown: none of the settings) and verdict.",
    labels: "source", "verdict")
  public let duplicates = Counter(
    "webhook_duplicate_total", "Genuine deliveries of an event that was on disk already.")
  public let acknowledging = Histogram(
    "webhook_ack_seconds",
    "From a genuine delivery's head to its answer, its body and the sync included.",
    bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
  public let skew = Histogram(
    "webhook_clock_skew_seconds",
    "How far the signed time of a genuine delivery lay from ours, either way.",
    bounds: [1, 5, 15, 30, 60, 120, 300])
  public let unroutable = Counter(
    "webhook_unroutable_total",
    "Events that no handler could take: of an unknown type, unreadable, or of a removed shop.")

  // MARK: Jobs

  public let settled = Counter(
    "dispatch_settled_total", "Attempts at jobs by kind and how they ended.",
    labels: "kind", "outcome")
  public let failures = Counter(
    "dispatch_failures_total", "Attempts at jobs that failed, by the failure's code.",
    labels: "code")
  public let callbacks = Counter(
    "callback_attempts_total", "Requests to shops' callback addresses by shop and outcome.",
    labels: "shop", "outcome")

  // MARK: Invoices

  public let invoices = Counter(
    "intent_total", "How often an attempt at a job brought an invoice into a state.",
    labels: "kind", "state")
  public let gaps = Counter(
    "series_number_gap_total", "How often a series was stopped for a number that wasn't expected.")
  public let calls = Counter(
    "smartbill_calls_total", "Calls to SmartBill by account, endpoint and outcome.",
    labels: "account", "endpoint", "outcome")
  public let callDurations = Histogram(
    "smartbill_call_seconds", "How long calls to SmartBill took, by endpoint.",
    bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120], labels: "endpoint")

  // MARK: Stock

  public let stockItems = Counter(
    "stock_items_total", "Products that shops answered for, by result.", labels: "result")

  public let stockPushes = Counter(
    "stock_push_total", "Pushes of stock by SmartBill, by what became of them.",
    labels: "outcome")

  // MARK: The store

  public let commits = Histogram(
    "store_fsync_seconds", "How long the commits of the database took, each with its sync.",
    bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5])
  public let failedCommits = Counter(
    "store_commit_failures_total", "Commits that failed: disk full, or failing.")

  public init() {}

  public var families: [MetricFamily] {
    [
      received.family, duplicates.family, acknowledging.family, skew.family, unroutable.family,
      settled.family, failures.family, callbacks.family, invoices.family, gaps.family,
      calls.family, callDurations.family, stockItems.family, stockPushes.family, commits.family,
      failedCommits.family,
    ]
  }
}
