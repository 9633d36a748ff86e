import TestKit
import Testing

@testable import Sandbox

struct CallWindowTests {
  private let limits = CallWindow.Limits(
    calls: 3, windowMilliseconds: 10_000, blockMilliseconds: 600_000)

  @Test func `one call too many blocks`() {
    var window = CallWindow(limits: limits)
    expectEqual(window.admit(at: 0), .admitted(remaining: 2, resetMilliseconds: 10_000))
    expectEqual(window.admit(at: 1), .admitted(remaining: 1, resetMilliseconds: 10_000))
    expectEqual(window.admit(at: 2), .admitted(remaining: 0, resetMilliseconds: 10_000))
    expectEqual(window.admit(at: 9_999), .blocked(sinceMilliseconds: 9_999))
    expectEqual(window.blocks, 1)
    expectEqual(window.callsInWindowMax, 4)
  }

  @Test func `the window slides`() {
    var window = CallWindow(limits: limits)
    for time in [0, 5_000, 9_000, 10_000] {
      if case .blocked = window.admit(at: time) { Issue.record("blocked at \(time)") }
    }
    expectEqual(window.admit(at: 14_999), .blocked(sinceMilliseconds: 14_999))
  }

  @Test func `a call during the block starts it anew`() {
    var window = CallWindow(limits: limits)
    window.block(at: 0)
    expectEqual(window.admit(at: 599_999), .blocked(sinceMilliseconds: 599_999))
    expectEqual(window.admit(at: 1_199_998), .blocked(sinceMilliseconds: 1_199_998))
    expectEqual(window.admit(at: 1_799_998), .admitted(remaining: 2, resetMilliseconds: 1_809_998))
    expectEqual(window.callsDuringBlocks, 2)
  }

  @Test func `a block may also run out undisturbed`() {
    var limits = limits
    limits.callsRestartBlock = false
    var window = CallWindow(limits: limits)
    window.block(at: 0)
    expectEqual(window.admit(at: 599_999), .blocked(sinceMilliseconds: 0))
    expectEqual(window.admit(at: 600_000), .admitted(remaining: 2, resetMilliseconds: 610_000))
  }
}
