import CCurl
import Foundation
import Synchronization

/// The one thread that carries all transfers, by libcurl's multi interface.
///
/// What other threads want of it goes through the inbox; all else belongs to the thread alone.
final class TransferLoop: @unchecked Sendable {
  /// Half of the usual 1,024 file descriptors of a process.
  static let transfersMax = 512
  /// Idle connections kept for reuse: the services spoken to are few.
  private static let pooledConnectionsMax = 32
  /// libcurl shortens a wait to its own timers, and the inbox ends it: the length is of no matter.
  private static let waitMilliseconds: Int32 = 60_000

  private enum Input {
    case submit(Transfer)
    case cancel(Transfer)
  }

  private struct Inbox {
    var inputs: [Input] = []
    var isStopped = false
    /// Once true, the multi handle is gone and must not be woken.
    var hasEnded = false
  }

  private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex(Inbox())
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  init() {
    _ = Self.library
    guard let multi = curl_multi_init() else {
      preconditionFailure("libcurl could not be set up: out of memory or file descriptors.")
    }
    self.multi = multi
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.pooledConnectionsMax)
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "transport"
    thread.start()
  }

  /// Takes a transfer on, unless the loop has been stopped.
  func submit(_ transfer: Transfer) {
    let isTaken = inbox.withLock { inbox in
      guard !inbox.isStopped else { return false }
      inbox.inputs.append(.submit(transfer))
      curl_multi_wakeup(multi)
      return true
    }
    if !isTaken { transfer.end(transfer.failed(.shutDown)) }
  }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled.store(true, ordering: .releasing)
    inbox.withLock { inbox in
      guard !inbox.hasEnded else { return }
      inbox.inputs.append(.cancel(transfer))
      curl_multi_wakeup(multi)
    }
  }

  /// Ends what may be ended, and the thread once the rest has been answered.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopped = true
      if !inbox.hasEnded { curl_multi_wakeup(multi) }
    }
  }

  private func run() {
    Self.blockBrokenPipeSignal()
    while true {
      let isStopped = takeInputs()
      if isStopped { interruptAll() }
      var runningCount: Int32 = 0
      curl_multi_perform(multi, &runningCount)
      settleDone()
      if isStopped && transfers.isEmpty { break }
      curl_multi_poll(multi, nil, 0, Self.waitMilliseconds, nil)
    }
    inbox.withLock { $0.hasEnded = true }
    curl_multi_cleanup(multi)
  }

  private func takeInputs() -> Bool {
    let (inputs, isStopped) = inbox.withLock { inbox in
      defer { inbox.inputs.removeAll() }
      return (inbox.inputs, inbox.isStopped)
    }
    for input in inputs {
      switch input {
      case .submit(let transfer): begin(transfer)
      case .cancel(let transfer): interrupt(transfer, .cancelled)
      }
    }
    return isStopped
  }

  private func begin(_ transfer: Transfer) {
    if transfer.isCancelled.load(ordering: .acquiring) {
      transfer.end(transfer.failed(.cancelled))
      return
    }
    guard transfers.count < Self.transfersMax else {
      transfer.end(transfer.failed(.overloaded))
      return
    }
    do throws(EasyHandle.InvalidRequest) {
      let handle = try EasyHandle(transfer)
      guard curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else {
        throw EasyHandle.InvalidRequest(code: CURLE_FAILED_INIT)
      }
      transfer.handle = handle
      transfers[handle.pointer] = transfer
    } catch {
      transfer.end(transfer.failed(.invalidRequest, code: error.code))
    }
  }

  /// Ends a transfer, unless it has ended or must be waited for.
  private func interrupt(_ transfer: Transfer, _ reason: TransportFailure.Reason) {
    let mustWait = transfer.mayHaveLeft && transfer.request.cancellation == .ignoredOnceSent
    guard transfer.handle != nil, !mustWait else { return }
    settle(transfer) { $0.failed(reason) }
  }

  private func interruptAll() {
    for transfer in Array(transfers.values) { interrupt(transfer, .shutDown) }
  }

  private func settleDone() {
    var code = CURLE_OK
    while let pointer = ccurl_multi_next_done(multi, &code) {
      if let transfer = transfers[pointer] { settle(transfer) { $0.outcome(of: code) } }
    }
  }

  private func settle(_ transfer: Transfer, outcome: (Transfer) -> TransportOutcome) {
    guard let handle = transfer.handle else { return }
    curl_multi_remove_handle(multi, handle.pointer)
    transfers[handle.pointer] = nil
    let outcome = outcome(transfer)
    transfer.handle = nil
    transfer.end(outcome)
  }

  private static let library: CURLcode = ccurl_global_init()

  /// With `NOSIGNAL` libcurl leaves it to us that OpenSSL writing to a closed socket would end the
  /// process.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
