import Domain

/// What is read of a call's answer, or said where the call could not be made.
protocol CallReading {
  static func unavailable(_ failure: Failure) -> Self
  static func blocked(until: Timestamp) -> Self
}

extension ConversionReading: CallReading {}
extension DocumentReading: CallReading {}
extension NamingReading: CallReading {}
extension NumberReading: CallReading {}
extension PaidReading: CallReading {}
extension ReferencesReading: CallReading {}
extension SeriesListReading: CallReading {}
extension StockedNames: CallReading {}
