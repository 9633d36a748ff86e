import Domain

/// A person who works in SmartBill, in a series that is Punte's alone.
struct Clerk {
  let world: World

  func act() {
    guard let series = world.promises.story.policies.first?.series else { return }
    if world.random.chance(0.3),
      let last = world.books.documents.last(where: { $0.series == series })
    {
      guard last.key == nil || world.random.chance(0.3), last.issuedAt < world.now else { return }
      _ = world.books.deleteLast(in: series)
      world.note("a person deletes \(series.name) \(last.text)")
      if last.key != nil { world.promises.lost(last, in: world) }
    } else {
      // Sometimes what one of the orders comes to.
      let total = Money(bani: Int64(100 * (100 + 10 * world.random.number(0...5))))
      let document = world.books.issue(
        nil, in: series, total: total, at: world.now, visibleAt: world.now)
      world.note("a person types \(series.name) \(document.text)")
    }
  }
}
