import TestKit

/// Where a kill falls.
enum KillPoint: String, Sendable, CaseIterable {
  case anywhere = "anywhere"
  case deliveryAccepted = "a delivery has been accepted"
  case createArrived = "a create call has arrived, not executed"
  case createExecuted = "a create call is executed, not answered"
  case createAnswered = "a create call's answer has been sent"
  case callbackArrived = "a callback has arrived, unanswered"

  /// Of so many kills, half fall while a create call is surely under way.
  static func plan(_ kills: Int, using chance: inout SeededRandom) -> [KillPoint] {
    let round: [KillPoint] = [
      .createArrived, .createExecuted, .anywhere, .createAnswered, .callbackArrived,
      .createExecuted, .createArrived, .deliveryAccepted, .anywhere, .createAnswered,
    ]
    return (0..<kills).map { round[$0 % round.count] }.shuffled(using: &chance)
  }
}
