/// Sends HTTP requests through libcurl: many at a time, on one thread of its own.
public final class HTTPTransport: Sendable {
  private let loop = TransferLoop()

  public init() {
    loop.start()
  }

  deinit { loop.stop() }

  /// Sends one request, at most once, and waits for its outcome.
  public func send(_ request: TransportRequest) async -> TransportOutcome {
    let transfer = Transfer(request)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.waits(continuation)
        loop.submit(transfer)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
  }

  /// Takes nothing more, and ends what runs; requests that ignore cancellation once sent are still
  /// waited for, in the background, until they are answered or time out.
  public func shutdown() {
    loop.stop()
  }
}
