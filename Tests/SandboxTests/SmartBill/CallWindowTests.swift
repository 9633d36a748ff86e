import Testing

@testable import Sandbox

struct CallWindowTests {
  private let limits = CallWindow.Limits(
    calls: 3, windowMilliseconds: 10_000, blockMilliseconds: 600_000)

  @Test func `one call too many blocks`() {
    var window = CallWindow(limits: limits)
    #expect(window.admit(at: 0) == .admitted(remaining: 2, resetMilliseconds: 10_000))
    #expect(window.admit(at: 1) == .admitted(remaining: 1, resetMilliseconds: 10_000))
    #expect(window.admit(at: 2) == .admitted(remaining: 0, resetMilliseconds: 10_000))
    #expect(window.admit(at: 9_999) == .blocked(sinceMilliseconds: 9_999))
    #expect(window.blocks == 1)
    #expect(window.callsInWindowMax == 4)
  }

  @Test func `the window slides`() {
    var window = CallWindow(limits: limits)
    for time in [0, 5_000, 9_000, 10_000] {
      if case .blocked = window.admit(at: time) { Issue.record("blocked at \(time)") }
    }
    #expect(window.admit(at: 14_999) == .blocked(sinceMilliseconds: 14_999))
  }

  @Test func `a call during the block starts it anew`() {
    var window = CallWindow(limits: limits)
    window.block(at: 0)
    #expect(window.admit(at: 599_999) == .blocked(sinceMilliseconds: 599_999))
    #expect(window.admit(at: 1_199_998) == .blocked(sinceMilliseconds: 1_199_998))
    #expect(window.admit(at: 1_799_998) == .admitted(remaining: 2, resetMilliseconds: 1_809_998))
    #expect(window.callsDuringBlocks == 2)
  }

  @Test func `a block may also run out undisturbed`() {
    var limits = limits
    limits.callsRestartBlock = false
    var window = CallWindow(limits: limits)
    window.block(at: 0)
    #expect(window.admit(at: 599_999) == .blocked(sinceMilliseconds: 0))
    #expect(window.admit(at: 600_000) == .admitted(remaining: 2, resetMilliseconds: 610_000))
  }
}
