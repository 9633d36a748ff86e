/// One run of the process, from its start to its crash: what a dead one calls has no effect.
final class Life: @unchecked Sendable {
  let number: Int
  fileprivate(set) var isAlive = true

  init(number: Int) { self.number = number }

  func end() { isAlive = false }
}
