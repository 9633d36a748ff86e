import Domain
import TestKit
import Testing

@Suite struct TraceIDTests {
  private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

  @Test(arguments: [
    "00-\(id)-00f067aa0ba902b7-01", "00-\(id)-00f067aa0ba902b7-00",
    "01-\(id)-00f067aa0ba902b7-01", "cc-\(id)-00f067aa0ba902b7-01-what-comes",
  ])
  func `a header as the W3C has it names a trace`(_ header: String) {
    expectEqual(TraceID(traceparent: header)?.text, Self.id)
  }

  @Test(arguments: [
    "", id, "00-\(id)-00f067aa0ba902b7", "00-\(id)-00f067aa0ba902b7-01-more",
    "ff-\(id)-00f067aa0ba902b7-01", "00-\(id)-0000000000000000-01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-\(id)0-00f067aa0ba902b7-01", "00-\(id)-00f067aa0ba902bz-01", "0-\(id)-00f067aa0ba902b7-01",
    "00-\(id)-00f067aa0ba902b7-1\n", "00_\(id)_00f067aa0ba902b7_01",
  ])
  func `any other header names none`(_ header: String) {
    #expect(TraceID(traceparent: header) == nil)
  }

  @Test func `a trace and its header are made of as many digits as they need`() throws {
    expectEqual(TraceID(0, 0).text, String(repeating: "0", count: 31) + "1")
    let trace = TraceID(0xabc, 0xffff_ffff_ffff_ffff)
    expectEqual(trace.text, "0000000000000abcffffffffffffffff")
    expectEqual(trace.traceparent(span: 255), "00-\(trace)-00000000000000ff-01")
    expectEqual(TraceID(traceparent: trace.traceparent(span: 0)), trace)
    #expect(TraceID.random() != TraceID.random())
  }
}
