import Domain
import TestKit
import Testing

@testable import App

@Suite struct ReplayTests {
  private func tally(_ type: String?, _ events: Int, waiting: Int = 0) -> EventTally {
    EventTally(
      shop: "magazin", type: type, events: events, waiting: waiting,
      firstReceivedAt: Timestamp(milliseconds: 0), lastReceivedAt: Timestamp(milliseconds: 5000),
      lastSequence: Int64(events))
  }

  private func plan(_ tallies: [EventTally], to: String? = nil) -> ReplayPlan {
    ReplayPlan(selection: EventSelection(), tallies: tallies, perSecond: 50, to: to)
  }

  @Test func `a plan says how many, what happens, and how long it takes`() {
    let text = plan([tally("order.status_changed", 99_999), tally(nil, 1, waiting: 1)]).text
    #expect(text.contains("100000 events, received from "))
    #expect(text.contains("magazin  order.status_changed  99999\n"))
    #expect(text.contains("No invoice is issued twice"))
    #expect(text.contains("under the first webhook-id"))
    #expect(text.contains("gets one now, once"))
    #expect(text.contains("1 still wait to be handled"))
    #expect(text.contains("33:20 or longer"))
    #expect(!plan([tally("x", 1)]).text.contains("still wait"))
  }

  @Test func `a plan to send elsewhere says that nothing changes here`() {
    let text = plan([tally("x", 1)], to: "http://127.0.0.1:1").text
    #expect(text.contains("signed anew"))
    #expect(text.contains("Nothing changes here"))
    #expect(!text.contains("No invoice is issued twice"))
  }

  private func ask(_ order: Int, _ asks: ReplayAsk.Wish = .invoice) -> ReplayAsk {
    ReplayAsk(
      shop: "magazin", order: OrderID("\(order)"), event: "e1", asks: asks, state: nil)
  }

  @Test func `a plan names each order once, so many as a person reads, and says how many more`() {
    let many = (1...23).map { ask($0) } + [ask(1), ask(1, .cancel)]
    let outlook = ReplayOutlook(many)
    expectEqual(outlook.total, 24)
    expectEqual(outlook.asks.count, 24)
    var plan = self.plan([tally("x", 30)])
    plan.outlook = outlook
    #expect(plan.text.contains("order by order (24):"))
    #expect(plan.text.contains("magazin  20     invoice  -         e1\n"))
    #expect(!plan.text.contains("magazin  21 "))
    #expect(plan.text.contains("and 4 more\n"))
    plan.outlook = ReplayOutlook([])
    #expect(plan.text.contains("Nothing would be issued, cancelled or booked now"))
    plan.outlook = nil
    #expect(plan.text.contains("can't be said"))
    // What is sent elsewhere does nothing here.
    #expect(!self.plan([tally("x", 1)], to: "http://127.0.0.1:1").text.contains("can't be said"))
  }

  @Test func `nothing selected is said in a sentence`() {
    expectEqual(plan([]).text, "No stored event is selected.\n")
  }

  @Test func `a pace lets a second's worth begin each second`() {
    let pace = Pace(perSecond: 50)
    expectEqual(pace.room(after: .zero, begun: 0), 1)
    expectEqual(pace.room(after: .seconds(1), begun: 1), 50)
    expectEqual(pace.room(after: .seconds(1), begun: 51), 0)
    expectEqual(pace.room(after: .seconds(2), begun: 200), 0)
    expectEqual(pace.start(of: 75), .milliseconds(1500))
  }

  @Test func `what a listener made of the events is counted by kind`() {
    var report = SendReport()
    func sent(_ id: EventID, _ answer: SentEvent.Answer) -> SentEvent {
      let event = Event(
        sequence: 1, shop: "magazin", id: id, receivedAt: Timestamp(milliseconds: 0), body: [])
      return SentEvent(event: event, answer: answer)
    }
    for (index, status) in [200, 202, 302, 401, 503].enumerated() {
      report.add(sent(EventID("e\(index)"), .status(status)))
    }
    report.add(sent("e5", .unsent("connectionRefused")))
    expectEqual(report.events, 6)
    expectEqual([report.taken, report.refused, report.unable, report.unreachable], [2, 2, 1, 1])
    expectEqual(report.failures.map(\.answer), ["302", "401", "503", "connectionRefused"])
    #expect(report.text.contains("6 events were sent: 2 taken (2xx), 2 refused (3xx, 4xx), "))
    #expect(report.text.contains("magazin  e5  connectionRefused\n"))
  }
}
