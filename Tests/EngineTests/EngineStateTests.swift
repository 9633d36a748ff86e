import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct EngineStateTests {
  let now = Timestamp.sample

  func state(_ capacity: [Pool: Int] = [.handling: 10, .accounting: 2, .shops: 1]) -> EngineState {
    EngineState(capacity: capacity)
  }

  func claim(_ id: Job.ID, _ pool: Pool) -> Claim {
    let asked = Asking(shop: "magazin", event: EventID("evt-\(id)"))
    let command: Command =
      switch pool {
      case .handling: .handleEvent(.init(asked: asked))
      case .accounting:
        .cancelInvoice(.init(asked: asked, account: "firma", series: .sample, order: "1"))
      case .shops: .notifyShop(.init(asked: asked, order: "1", notice: "msg_1"))
      case .stock: .syncStock(.init(asked: asked, account: "firma", cause: .timer))
      }
    let job = Job(
      id: id, key: command.key, command: command, state: .running, attempt: 1, runAt: now,
      failure: nil, note: nil, createdAt: now, updatedAt: now)
    return Claim(job: job, event: nil)
  }

  @Test func `a wake claims with all the room there is`() {
    var state = state()
    expectEqual(state.step(.woken, at: now), [.claim([.handling: 10, .accounting: 2, .shops: 1])])
  }

  @Test func `one claim is out at a time, and a wake meanwhile is not lost`() {
    var state = state()
    _ = state.step(.woken, at: now)
    expectEqual(state.step(.woken, at: now), [])
    expectEqual(
      state.step(.claimed([], nextDue: nil), at: now),
      [.claim([.handling: 10, .accounting: 2, .shops: 1])])
    expectEqual(state.step(.claimed([], nextDue: nil), at: now), [])
  }

  @Test func `a full pool is not claimed for until a job of it ends`() {
    var state = state()
    _ = state.step(.woken, at: now)
    let shop = claim(1, .shops)
    expectEqual(
      state.step(.claimed([shop], nextDue: nil), at: now),
      [.perform(shop), .claim([.handling: 10, .accounting: 2])])
    expectEqual(state.step(.claimed([], nextDue: nil), at: now), [])
    expectEqual(
      state.step(.performed(.shops), at: now), [.claim([.handling: 10, .accounting: 2, .shops: 1])])
  }

  @Test func `a batch of events is handled before the next is claimed`() {
    var state = state()
    _ = state.step(.woken, at: now)
    let events = [claim(1, .handling), claim(2, .handling)]
    expectEqual(
      state.step(.claimed(events, nextDue: nil), at: now),
      [.handle(events), .claim([.accounting: 2, .shops: 1])])
    expectEqual(state.step(.claimed([], nextDue: nil), at: now), [])
    expectEqual(
      state.step(.handled, at: now), [.claim([.handling: 10, .accounting: 2, .shops: 1])])
  }

  @Test func `it sleeps until the next job is due, and sets no later alarm besides`() {
    var state = state()
    _ = state.step(.woken, at: now)
    let due = now + .seconds(5)
    expectEqual(state.step(.claimed([], nextDue: due), at: now), [.wake(at: due)])
    _ = state.step(.woken, at: now)
    expectEqual(state.step(.claimed([], nextDue: due + .seconds(1)), at: now), [])
  }

  @Test func `an alarm that rang is gone, whatever the clock says by then`() {
    var state = state()
    _ = state.step(.woken, at: now)
    let due = now + .seconds(5)
    _ = state.step(.claimed([], nextDue: due), at: now)
    // The clock went back by two hours meanwhile.
    let later = now - .seconds(7195)
    expectEqual(
      state.step(.rung(due), at: later), [.claim([.handling: 10, .accounting: 2, .shops: 1])])
    expectEqual(state.step(.claimed([], nextDue: due), at: later), [.wake(at: due)])
  }

  @Test func `who asks whether it turns gives it nothing to do`() {
    var state = state()
    expectEqual(state.step(.asked, at: now), [])
  }

  @Test func `a job that came due meanwhile doesn't make it spin`() {
    var state = state()
    _ = state.step(.woken, at: now)
    let actions = state.step(.claimed([], nextDue: now - .seconds(1)), at: now)
    expectEqual(actions, [.wake(at: now + EngineState.alarmDelayMin)])
  }

  @Test func `a store that can't be asked is asked again`() {
    var state = state()
    _ = state.step(.woken, at: now)
    expectEqual(state.step(.claimFailed, at: now), [.wake(at: now + EngineState.claimRetryDelay)])
  }

  @Test func `it ends when the last job under way has ended, and begins no other`() {
    var state = state()
    _ = state.step(.woken, at: now)
    _ = state.step(.claimed([claim(1, .accounting)], nextDue: nil), at: now)
    expectEqual(state.step(.stopping, at: now), [])
    expectEqual(state.step(.claimed([], nextDue: nil), at: now), [])
    expectEqual(state.step(.performed(.accounting), at: now), [.end])
  }

  @Test func `a job claimed while stopping is still performed`() {
    var state = state()
    _ = state.step(.woken, at: now)
    _ = state.step(.stopping, at: now)
    let late = claim(1, .accounting)
    expectEqual(state.step(.claimed([late], nextDue: nil), at: now), [.perform(late)])
    expectEqual(state.step(.performed(.accounting), at: now), [.end])
  }

  @Test func `an idle engine ends at once`() {
    var state = state()
    expectEqual(state.step(.stopping, at: now), [.end])
  }
}
