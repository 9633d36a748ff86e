import ArgumentParser
import Foundation

/// How a proof ends: its complaints, one line of figures, and an exit status.
enum Proof {
  /// At once, for whoever waits before a pipe.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func end(
    _ figures: String, complaints: [String], since start: ContinuousClock.Instant
  ) throws {
    // The first few tell what is wrong; the rest are of the same kind.
    for complaint in complaints.prefix(20) { say("FAILED: \(complaint)") }
    let seconds = (ContinuousClock.now - start).components.seconds
    let outcome = complaints.isEmpty ? "held" : "\(complaints.count) complaints"
    say("\(figures), \(seconds) s: \(outcome)")
    if !complaints.isEmpty { throw ExitCode.failure }
  }
}
