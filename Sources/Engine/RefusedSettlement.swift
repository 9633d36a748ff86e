import Domain

extension Settlement {
  /// The job's end where the ledger refuses its result. What became of a create call is then
  /// unsettled: the job looks into it, or finds that a person must.
  func refused(as failure: Failure, at now: Timestamp) -> Settlement {
    // A person has settled the payment meanwhile: the job looks at where it stands by now, and
    // sends nothing that isn't reserved.
    if changes.contains(where: { if case .payment = $0 { true } else { false } }) {
      return Settlement(fence, .retry(failure, at: now + RetryPolicy.seriesDelay))
    }
    let reservation = changes.lazy.compactMap { change -> Reservation? in
      switch change {
      case .issued(let reservation, _), .refused(let reservation, _),
        .nothingIssued(let reservation), .drafted(let reservation, _),
        .absent(let reservation, _), .parked(let reservation, _):
        reservation
      default: nil
      }
    }.first
    guard let reservation else { return Settlement(fence, .held(failure)) }
    return Settlement(
      fence, .retry(failure, at: now), changes: [.unsettled(reservation, failure)])
  }
}
