import Domain
import TestKit
import Testing

@Suite struct EventPlaceTests {
  /// Received at 2026-11-23T10:00:00Z.
  private func moment(_ claimed: String?) -> Timestamp {
    EventPlace(claimed: claimed, receivedAt: .sample, sequence: 7).moment
  }

  @Test(arguments: [
    ("2026-11-23T09:00:00Z", -3600), ("2026-11-23t09:00:00z", -3600),
    ("2026-11-23T11:00:00+02:00", -3600), ("2026-11-23T04:00:00-05:00", -3600),
    ("2026-11-23T09:00:00.000Z", -3600), ("2026-11-23T10:05:00Z", 300),
    ("2026-11-22T23:59:60Z", -36_000), ("1970-01-01T00:00:00Z", -1_795_428_000),
  ])
  func `an event's time is its own, up to five minutes ahead`(claimed: String, seconds: Int) {
    expectEqual(moment(claimed), .sample + .seconds(seconds))
  }

  @Test(arguments: [
    nil, "", "2026-11-23T10:05:00.001Z", "2027-11-23T10:00:00Z", "2026-11-23 09:00:00Z",
    "2026-11-23T09:00:00", "2026-11-23T09:00Z", "2026-02-30T09:00:00Z", "2026-11-23T24:00:00Z",
    "2026-11-23T09:60:00Z", "2026-11-23T09:00:00.Z", "2026-11-23T09:00:00+0200",
    "2026-11-23T09:00:00+24:00", "2026-11-23T09:00:00ZZ", " 2026-11-23T09:00:00Z",
    "٢٠٢٦-11-23T09:00:00Z", "1795420000", "yesterday",
  ])
  func `a time that is missing, unreadable or too far ahead is the receipt's`(claimed: String?) {
    expectEqual(moment(claimed), .sample)
  }

  @Test func `a fraction counts to the millisecond, however many digits it has`() {
    expectEqual(moment("2026-11-23T09:59:59.5Z"), .sample - .milliseconds(500))
    expectEqual(moment("2026-11-23T09:59:59.123456789Z"), .sample - .milliseconds(877))
  }

  @Test func `of one moment the order of acceptance decides`() {
    let first = EventPlace(moment: .sample, sequence: 1)
    #expect(first < EventPlace(moment: .sample, sequence: 2))
    #expect(EventPlace(moment: .sample - .milliseconds(1), sequence: 9) < first)
  }

  @Test func `without times of their own the order of acceptance decides, whatever the clock did`()
  {
    func place(_ claimed: String?, _ receivedAfter: Int, _ sequence: Int64) -> EventPlace {
      EventPlace(
        claimed: claimed, receivedAt: .sample + .seconds(receivedAfter), sequence: sequence)
    }
    #expect(place(nil, 0, 1) < place("soon", -7200, 2))
    #expect(place("2026-11-23T09:59:00Z", 0, 2) < place(nil, 0, 1))
  }

  // MARK: Words

  private func place(_ seconds: Int, _ sequence: Int64 = 1) -> EventPlace {
    EventPlace(moment: .sample + .seconds(seconds), sequence: sequence)
  }

  @Test func `a cancel stands against what is older, until the order is asked for anew`() {
    var words = OrderWords(cancelled: place(100))
    #expect(words.isCancelled(after: place(99)))
    #expect(!words.isCancelled(after: place(101)))
    words.asked = place(50)
    #expect(words.isCancelled(after: place(99)))
    words.asked = place(150)
    #expect(!words.isCancelled(after: place(99)))
    #expect(!OrderWords().isCancelled(after: place(0)))
  }

  @Test func `a cancel is taken up to five minutes late, and then stands after what it met`() {
    let words = OrderWords(asked: place(1000, 5))
    #expect(!words.isTooLate(cancelAt: place(700, 6)))
    #expect(words.isTooLate(cancelAt: place(699, 6)))
    #expect(!words.isTooLate(cancelAt: place(1001, 6)))
    expectEqual(words.standing(ofCancelAt: place(700, 6)), place(1000, 6))
    expectEqual(words.standing(ofCancelAt: place(2000, 6)), place(2000, 6))
    #expect(!OrderWords().isTooLate(cancelAt: place(-100_000)))
  }

  // MARK: Origins

  @Test func `a shop's id is never that of an inside event, and no two become one`() {
    let ids = [
      "evt-1", "punte:x", "shop:punte:x", "shop:shop:punte:x", "shop:x", "shop:evt-1", "", "shop:",
    ]
    let stored = ids.map { EventID(ofShop: $0) }
    #expect(stored.filter(\.isInside).isEmpty)
    expectEqual(Set(stored).count, ids.count)
    #expect(stored[0] == "evt-1" && stored[4] == "shop:x" && stored[5] == "shop:evt-1")
    #expect(EventID.inside("x").isInside && EventID.inside("x") != EventID(ofShop: "punte:x"))
  }
}
