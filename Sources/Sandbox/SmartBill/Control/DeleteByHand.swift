/// A person deletes the last invoice of a series: `{"series": "FCT"}`.
enum DeleteByHand {
  static let shape = JSONShape.object(["series": .string])
}

extension SandboxState {
  mutating func deleteLast(ofSeries name: String, at now: Moment) throws(Refusal) -> IssuedDocument
  {
    guard let series = account.series(.invoice, named: name) else { throw .unknownSeries }
    return try account.delete(series: name, number: series.lastNumber, at: now.milliseconds)
  }
}
