import Domain

/// What a store answers to whoever wants to make a call.
protocol ReservationAnswer: Sendable {
  var isReserved: Bool { get }
}

extension Invoicing {
  /// Makes a reservation on the turn that was just given, which goes back where no call follows.
  func onTurn<Answer: ReservationAnswer>(
    for account: AccountID, reserve: () async throws(StoreError) -> Answer
  ) async throws(StoreError) -> Answer {
    let answer: Answer
    do {
      answer = try await reserve()
    } catch {
      giveBackTurn(for: account)
      throw error
    }
    if !answer.isReserved { giveBackTurn(for: account) }
    return answer
  }
}

extension ReservationResult: ReservationAnswer {
  var isReserved: Bool { if case .reserved = self { true } else { false } }
}

extension CallPermission: ReservationAnswer {
  var isReserved: Bool { self == .granted }
}

extension PaymentReservationResult: ReservationAnswer {
  var isReserved: Bool { if case .reserved = self { true } else { false } }
}
