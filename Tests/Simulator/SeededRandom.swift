import Domain

/// Chance that a seed decides: the same seed gives the same numbers, on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to 1.
  mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }

  mutating func chance(_ probability: Double) -> Bool { share() < probability }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Whole milliseconds between the two.
  mutating func duration(_ shortest: Duration, _ longest: Duration) -> Duration {
    let span = (longest - shortest).wholeMilliseconds
    return shortest + .milliseconds(span > 0 ? Int64(next() % UInt64(span + 1)) : 0)
  }

  mutating func element<Value>(of values: [Value]) -> Value {
    values[number(0...(values.count - 1))]
  }
}
