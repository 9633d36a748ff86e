import Domain
import FoundationEssentials

/// An event's bytes, fit to be decoded: UTF-8, not nested without end, and each key once. Whether it
/// is JSON at all, the decoder says.
struct EventText {
  let data: Data

  init(_ body: [UInt8]) throws(Failure) {
    // The decoder would guess at UTF-16 where it meets zeros, which no JSON text holds.
    guard String(validating: body, as: UTF8.self) != nil, !body.contains(0) else {
      throw Failure(.eventUnreadable, detail: "the body is not UTF-8")
    }
    do throws(JSONWalk.Fault) {
      try JSONWalk.check(body)
    } catch {
      throw Failure(.eventUnreadable, detail: error.description)
    }
    data = Data(body)
  }
}
