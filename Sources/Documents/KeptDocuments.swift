import Domain
import Logging
import Synchronization

/// Fetches each document once, however many want it, and keeps it: whoever has a link may cause a
/// call to SmartBill, and not one more.
public final class KeptDocuments: DocumentSource {
  /// Documents that are fetched, or wait for their turn, at once; further ones are asked for again.
  static let fetchesMax = 16
  /// Readers that wait for a fetch which another began. Each holds a connection.
  static let waitingMax = 256
  /// For whoever is turned away by these.
  static let crowdedPause = Duration.seconds(10)
  /// Refusals that are remembered; a person asks for a handful.
  static let refusalsMax = 1000

  private let folder: DocumentFolder
  private let source: any DocumentSource
  private let time: any TimeSource
  /// Of the refusals: one stands for no longer because the clock was set back.
  private let clock: SteadyClock
  private let logger: Logger
  private let state = Mutex(State())

  private struct State {
    /// By document: who waits for it to be fetched.
    var fetches: [DocumentName: [CheckedContinuation<PDFReading?, Never>]] = [:]
    var waiting = 0
    var refusals: [DocumentName: Refusal] = [:]

    mutating func refuse(_ name: DocumentName, _ refusal: Refusal, at now: Timestamp) {
      refusals = refusals.filter { now < $0.value.until }
      if refusals.count < KeptDocuments.refusalsMax { refusals[name] = refusal }
    }
  }

  /// Why a document can't be had, and until when by the steady clock.
  private struct Refusal {
    let failure: Failure
    let until: Timestamp
  }

  public init(
    folder: DocumentFolder, source: any DocumentSource, time: any TimeSource, logger: Logger
  ) {
    self.folder = folder
    self.source = source
    self.time = time
    clock = SteadyClock(time)
    self.logger = logger
  }

  /// Readers that wait for another's fetch.
  var waitingCount: Int { state.withLock { $0.waiting } }

  public func pdf(of invoice: Invoice) async -> PDFReading {
    let name = DocumentName(invoice)
    while true {
      if let kept = folder.pdf(name, at: time.now()) { return .printed(kept) }
      switch part(in: name) {
      case .refused(let reading): return reading
      case .fetches: return await fetch(invoice, as: name)
      case .waits: if let reading = await fetched(name) { return reading }
      }
    }
  }

  // MARK: Single flight

  private enum Part {
    case fetches
    case waits
    case refused(PDFReading)
  }

  private func part(in name: DocumentName) -> Part {
    let now = clock.now()
    return state.withLock { state in
      if let refusal = state.refusals[name], now < refusal.until {
        return .refused(.unavailable(refusal.failure, until: clock.shown(refusal.until)))
      }
      if state.fetches[name] != nil { return .waits }
      guard state.fetches.count < Self.fetchesMax else { return .refused(crowded()) }
      state.fetches[name] = []
      return .fetches
    }
  }

  /// nil if the fetch ended meanwhile.
  private func fetched(_ name: DocumentName) async -> PDFReading? {
    await withCheckedContinuation { continuation in
      let answer: PDFReading?? = state.withLock { state in
        guard state.fetches[name] != nil else { return .some(nil) }
        guard state.waiting < Self.waitingMax else { return crowded() }
        state.fetches[name]?.append(continuation)
        state.waiting += 1
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  private func fetch(_ invoice: Invoice, as name: DocumentName) async -> PDFReading {
    let reading = await newestReading(of: invoice, as: name)
    let now = clock.now()
    let waiting = state.withLock { state in
      let waiting = state.fetches.removeValue(forKey: name) ?? []
      state.waiting -= waiting.count
      // One whose reader went away says nothing about SmartBill.
      if case .unavailable(let failure, let until) = reading, !Task.isCancelled {
        let refusal = Refusal(failure: failure, until: clock.moment(shownAs: until))
        state.refuse(name, refusal, at: now)
      }
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: reading) }
    return reading
  }

  private func newestReading(of invoice: Invoice, as name: DocumentName) async -> PDFReading {
    // Another fetch may have ended between the look into the folder and this one's beginning.
    if let kept = folder.pdf(name, at: time.now()) { return .printed(kept) }
    let reading = await source.pdf(of: invoice)
    switch reading {
    case .printed(let pdf):
      logger.info(
        "fetched a document", metadata: ["invoice": "\(invoice.id)", "bytes": "\(pdf.count)"])
      keep(pdf, as: name)
    case .unavailable(let failure, _):
      var metadata: Logger.Metadata = [
        "invoice": "\(invoice.id)", "failure": "\(failure.code.rawValue)",
      ]
      metadata["detail"] = failure.loggedDetail.map { "\($0)" }
      logger.warning("a document could not be fetched", metadata: metadata)
    }
    return reading
  }

  /// What can't be kept is shown all the same.
  private func keep(_ pdf: [UInt8], as name: DocumentName) {
    do {
      try folder.keep(pdf, as: name, at: time.now())
    } catch {
      logger.warning(
        "a document could not be kept, and is fetched again when it is wanted",
        metadata: ["reason": "\(error.reason)"])
    }
  }

  private func crowded() -> PDFReading {
    .unavailable(Failure(.documentsBusy), until: time.now() + Self.crowdedPause)
  }
}
