import StageKit
import TestKit
import Testing

/// What can't be handled is kept, shown, and left to a person.
@Suite struct ParkedTests {
  @Test func `a parked event is requeued or given up from the command line`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let delivery = try SignedDelivery(
        id: "evt-parked", body: SampleEvent.body("customer.created", ["order": ["id": "1"]]))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      try await stage.untilQuiet()
      func states() async throws -> [String?] {
        let event = try await stage.listing("events", "show", "evt-parked")
        return event["jobs"].array.map { $0["state"].string }
      }
      try await expectEqual(states(), ["held"])
      let requeued = try await stage.punte(
        "events", "requeue", "evt-parked", "--by", "Ana", "--reason", "after the update")
      expectEqual(requeued.status, 0, "\(requeued.errors)")
      try await stage.untilQuiet()
      try await expectEqual(states(), ["held"])
      let job = try await stage.listing("events", "show", "evt-parked")["jobs"][0]
      expectEqual(job["attempt"].int, 2)
      let discarded = try await stage.punte(
        "events", "discard", "evt-parked", "--by", "Ana", "--reason", "not for us")
      expectEqual(discarded.status, 0, "\(discarded.errors)")
      try await expectEqual(states(), ["discarded"])
      let unknown = try await stage.punte(
        "events", "discard", "evt-none", "--by", "Ana", "--reason", "-")
      expectEqual(unknown.status, 66)
    }
  }
}
