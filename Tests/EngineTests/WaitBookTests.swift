import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct WaitBookTests {
  @Test func `an absence is proven by a second look, a while later, whatever the clock says`() {
    let clock = TestClock()
    let book = WaitBook(clock)
    func confirms(_ absentAt: Timestamp?, attempt: Int = 1) -> Bool {
      book.confirmsAbsence(of: 7, attempt: attempt, absentAt: absentAt, after: .seconds(60))
    }
    #expect(!confirms(nil))
    clock.advance(by: .seconds(59))
    clock.set(by: .seconds(7200))
    #expect(!confirms(.sample))
    clock.advance(by: .seconds(1))
    #expect(confirms(.sample))
    // Another attempt is another doubt; and a look that found something begins anew.
    #expect(!confirms(.sample, attempt: 2))
    clock.advance(by: .seconds(60))
    #expect(!confirms(nil, attempt: 2))
    #expect(!confirms(.sample, attempt: 2))
    clock.advance(by: .seconds(60))
    #expect(confirms(.sample, attempt: 2))
    // Of a process that was started since, a look is the first.
    #expect(
      !WaitBook(clock).confirmsAbsence(
        of: 7, attempt: 2, absentAt: .sample, after: .seconds(60)))
  }

  @Test func `something waits since it was first asked after, until it is forgotten`() {
    let clock = TestClock()
    let book = WaitBook(clock)
    expectEqual(book.age(of: 7), .zero)
    clock.advance(by: .seconds(5))
    clock.set(by: .seconds(-7200))
    expectEqual(book.age(of: 7), .seconds(5))
    expectEqual(book.age(of: 8), .zero)
    book.forget(7)
    expectEqual(book.age(of: 7), .zero)
  }
}
