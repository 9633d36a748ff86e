/// A file as a disk with a cache keeps it: what was synced is sure, what was written since may be
/// there after a power cut, or not, or in part.
struct UnsyncedFile: Sendable {
  private enum Change {
    case write(offset: Int, bytes: [UInt8])
    case truncate(size: Int)
  }

  /// What a disk writes as a whole.
  static let sectorBytes = 512

  private var synced: [UInt8]
  private var pending: [Change] = []

  init(synced: [UInt8]) { self.synced = synced }

  mutating func write(_ bytes: [UInt8], at offset: Int) {
    pending.append(.write(offset: offset, bytes: bytes))
  }

  mutating func truncate(to size: Int) { pending.append(.truncate(size: size)) }

  mutating func sync() {
    for change in pending { Self.apply(change, to: &synced) }
    pending = []
  }

  /// What is left of it; chance keeps, drops or tears each change that was not synced.
  func afterPowerCut(_ random: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes = synced
    // Often a disk loses all of its cache, or none.
    let kept = [0, 1, 2, 10].randomElement(using: &random) ?? 0
    for change in pending {
      switch (change, kept == 10 ? 0 : kept == 0 ? 1 : Int.random(in: 0...2, using: &random)) {
      case (_, 0): Self.apply(change, to: &bytes)
      case (.write(let offset, let written), 2):
        let sectors = Int.random(in: 0...(written.count / Self.sectorBytes), using: &random)
        let torn = Array(written.prefix(sectors * Self.sectorBytes))
        if !torn.isEmpty { Self.apply(.write(offset: offset, bytes: torn), to: &bytes) }
      default: break
      }
    }
    return bytes
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .write(let offset, let written):
      let end = offset + written.count
      if bytes.count < end { bytes += Array(repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(offset..<end, with: written)
    case .truncate(let size):
      if bytes.count > size { bytes.removeLast(bytes.count - size) }
    }
  }
}
