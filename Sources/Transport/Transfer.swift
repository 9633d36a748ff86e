import CCurl
import Synchronization

/// One request on its way.
///
/// Only the thread of the transfers touches it after it was submitted, but for `isCancelled`.
final class Transfer: @unchecked Sendable {
  /// What decided the end, where libcurl's code alone doesn't tell.
  private enum Refusal {
    case cancelled, byGuard, address, resend
  }

  let request: TransportRequest
  let isCancelled = Atomic(false)
  /// The libcurl handle, while the transfer runs.
  var handle: EasyHandle?

  private let continuation: Mutex<CheckedContinuation<TransportOutcome, Never>?>
  private var response: ResponseCollector
  private var refusal: Refusal?
  /// Whether a first byte has been permitted: from then on nobody knows what the server has seen.
  private(set) var mayHaveLeft = false

  init(_ request: TransportRequest) {
    self.request = request
    continuation = Mutex(nil)
    response = ResponseCollector(bodyBytesMax: max(0, request.limits.responseBytesMax))
  }

  func waits(_ continuation: CheckedContinuation<TransportOutcome, Never>) {
    self.continuation.withLock { $0 = continuation }
  }

  /// Hands the outcome to the waiting task; of several, the first counts.
  func end(_ outcome: TransportOutcome) {
    continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }?.resume(returning: outcome)
  }

  /// Whether the request may be sent now, over a connection to this address.
  func permitsSending(to address: String) -> Bool {
    if mayHaveLeft {
      if request.guardsResend { refusal = .resend }
      return !request.guardsResend
    }
    // A pooled connection may have been opened under another policy.
    if !request.addressPolicy.allows(connectionTo: address) {
      refusal = .address
    } else if isCancelled.load(ordering: .acquiring) {
      refusal = .cancelled
    } else if request.sendGuard?.permits() == false {
      refusal = .byGuard
    } else {
      mayHaveLeft = true
    }
    return mayHaveLeft
  }

  /// Whether a socket may be opened to this address; nil is no IP address.
  func permitsConnecting(to address: IPAddress?) -> Bool {
    if request.addressPolicy == .any { return true }
    if let address, request.addressPolicy.allows(address) { return true }
    refusal = .address
    return false
  }

  func take(headerLine: UnsafeRawBufferPointer) -> Bool { response.take(headerLine: headerLine) }
  func take(body: UnsafeRawBufferPointer) -> Bool { response.take(body: body) }

  /// Reads the outcome off libcurl's result.
  func outcome(of code: CURLcode) -> TransportOutcome {
    guard code == CURLE_OK, let status = response.status else {
      return failed(reason(of: code), code: code)
    }
    return .answered(
      TransportResponse(
        status: status, headers: response.headers, body: response.body,
        remoteAddress: handle?.remoteAddress ?? ""))
  }

  /// The outcome of a transfer that ends now, by libcurl's will or ours.
  func failed(_ reason: TransportFailure.Reason, code: CURLcode = CURLE_OK) -> TransportOutcome {
    let failure = TransportFailure(
      reason: reason, code: Int32(bitPattern: code.rawValue),
      text: code == CURLE_OK ? "" : String(cString: curl_easy_strerror(code)),
      status: response.status,
      partialBody: response.body, requestBytesSent: handle?.requestBytesSent ?? 0)
    return mayHaveLeft ? .unclear(failure) : .notSent(failure)
  }

  private func reason(of code: CURLcode) -> TransportFailure.Reason {
    switch (code, refusal) {
    case (CURLE_ABORTED_BY_CALLBACK, .cancelled?): .cancelled
    case (CURLE_ABORTED_BY_CALLBACK, .byGuard?): .guardRefused
    case (CURLE_ABORTED_BY_CALLBACK, .resend?): .resendPrevented
    case (CURLE_ABORTED_BY_CALLBACK, .address?), (CURLE_COULDNT_CONNECT, .address?): .addressRefused
    default: response.isTooLarge ? .responseTooLarge : TransportFailure.Reason(code)
    }
  }
}
