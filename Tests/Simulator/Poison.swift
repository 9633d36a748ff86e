import Domain

/// What SmartBill neither makes nor refuses, whatever else it does: a call for it is answered 500,
/// until a person has looked into it.
struct Poison: Sendable, Equatable {
  let order: OrderID
  /// Of the order's documents; nil for its payments.
  let kind: InvoiceKey.Kind?

  static func draw(_ random: inout SeededRandom, _ story: Story, chance: Double) -> Poison? {
    guard random.chance(chance), !story.events.isEmpty else { return nil }
    return Poison(
      order: random.element(of: story.events).order,
      kind: random.element(of: [.invoice, .invoice, .invoice, .storno, .refund, .proforma, nil]))
  }
}

extension World {
  /// Whether the call makes nothing, and nobody can tell; counted, for it must have a bound.
  func isPoisoned(_ order: OrderID, _ kind: InvoiceKey.Kind?, named name: String) -> Bool {
    guard poison == Poison(order: order, kind: kind) else { return false }
    tally.poisoned += 1
    promises.poisoned(name, in: self)
    return true
  }
}

extension Promises {
  /// (l): of one document, or payment.
  func poisoned(_ name: String, in world: World) {
    poisonedCalls[name, default: 0] += 1
    let calls = poisonedCalls[name, default: 0]
    guard calls > Self.poisonedCallsMax + wordsOnPoison else { return }
    world.violate(.bounded, "\(name) was sent \(calls) times, and never made")
  }

  /// By itself Punte sends nothing more often that was proven absent each time.
  private static let poisonedCallsMax = 10
}
