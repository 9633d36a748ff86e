/// The clock and the calendar of the fiscal time zone, Europe/Bucharest, for what is due by the hands
/// of its clocks.
public protocol FiscalCalendar: TimeSource {
  /// When its clocks show the time on a day (`yyyy-MM-dd`): the first time where they show it twice,
  /// the next that there is where they leave it out; nil if there is no such day.
  func moment(of time: TimeOfDay, on day: String) -> Timestamp?
}
