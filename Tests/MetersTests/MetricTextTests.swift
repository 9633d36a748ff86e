import TestKit
import Testing

@testable import Meters

@Suite struct MetricTextTests {
  @Test func `a counter is written with its labels, in their order`() {
    let counter = Counter("webhook_received_total", "Requests.", labels: "source", "verdict")
    counter.rise("magazin", "forged")
    counter.rise("alt", "accepted", by: 2)
    counter.rise("magazin", "forged")
    expectEqual(
      MetricText.text(of: [counter.family]),
      """
      # HELP webhook_received_total Requests.
      # TYPE webhook_received_total counter
      webhook_received_total{source="alt",verdict="accepted"} 2
      webhook_received_total{source="magazin",verdict="forged"} 2

      """)
    expectEqual(counter.total(), 4)
    expectEqual(counter.total(where: ["source": "magazin"]), 2)
    expectEqual(counter.total(where: ["verdict": "stale"]), 0)
  }

  @Test func `a counter without labels is there before anything happened`() {
    let counter = Counter("series_number_gap_total", "Gaps.")
    #expect(MetricText.text(of: [counter.family]).hasSuffix("\nseries_number_gap_total 0\n"))
  }

  @Test func `a histogram's buckets hold all below their bound, and the last all`() {
    let histogram = Histogram("ack_seconds", "Times.", bounds: [0.01, 1], labels: "endpoint")
    for milliseconds in [5, 10, 500, 2000] {
      histogram.observe(.milliseconds(milliseconds), "pdf")
    }
    expectEqual(
      MetricText.text(of: [histogram.family]),
      """
      # HELP ack_seconds Times.
      # TYPE ack_seconds histogram
      ack_seconds_bucket{endpoint="pdf",le="0.01"} 2
      ack_seconds_bucket{endpoint="pdf",le="1"} 3
      ack_seconds_bucket{endpoint="pdf",le="+Inf"} 4
      ack_seconds_sum{endpoint="pdf"} 2.515
      ack_seconds_count{endpoint="pdf"} 4

      """)
  }

  @Test func `what would end a line or a value is escaped`() {
    let family = MetricFamily(
      "up", "One\nline, a \\ and a \".", .gauge,
      [.init(.infinity, labels: [.init("name", "a\"b\\c\nd")])])
    expectEqual(
      MetricText.text(of: [family]),
      #"""
      # HELP up One\nline, a \\ and a ".
      # TYPE up gauge
      up{name="a\"b\\c\nd"} +Inf

      """#)
  }

  @Test func `the metrics' names and helps are each one's own`() {
    let families = Meters().families
    expectEqual(Set(families.map(\.name)).count, families.count)
    #expect(families.allSatisfy { !$0.help.isEmpty })
  }
}
