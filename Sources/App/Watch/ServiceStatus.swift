import Domain
import Engine
import Listener
import Meters
import SmartBill

/// How a running `serve` stands at a moment: what `punte top` shows, and most of the metrics.
struct ServiceStatus: Codable, Sendable, Equatable {
  var at: Timestamp
  var version: String
  var process: ProcessVitals
  var database: DatabaseVitals
  /// Why it takes no events; empty where it does.
  var reasons: [Health.Reason]
  var totals: Totals
  var standing: Standing
  /// By name.
  var accounts: [AccountStatus]
  /// The newest first.
  var failures: [FailedAttempt]

  /// What happened since its start.
  struct Totals: Codable, Sendable, Equatable {
    var accepted = 0
    var duplicates = 0
    var refused = 0
    var issued = 0
    var callbacksReceived = 0
    var callbacksFailed = 0
  }

  struct AccountStatus: Codable, Sendable, Equatable {
    var account: AccountID
    var usage: RateUsage
  }
}

extension ServiceStatus.Totals {
  init(_ meters: Meters) {
    accepted = meters.received.total(where: ["verdict": "accepted"])
    duplicates = meters.duplicates.total()
    let notStored = meters.received.total(where: ["verdict": "unavailable"])
    refused = meters.received.total() - accepted - duplicates - notStored
    issued = meters.invoices.total(where: ["state": InvoiceState.issued.rawValue])
    callbacksReceived = meters.callbacks.total(where: ["outcome": "received"])
    callbacksFailed = meters.callbacks.total() - callbacksReceived
  }
}
