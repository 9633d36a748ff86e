import Foundation
import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopShelfTests {
  private func batch(_ items: [(String, String)], sequence: Int = 1) throws -> ShopStockBatch {
    let list = items.map {
      #"{"code": "\#($0.0)", "name": "Produs", "unit": "buc", "stock": "\#($0.1)"}"#
    }.joined(separator: ",")
    let body = """
      {"type": "stock.changed", "timestamp": "x", "data": {"sequence": \(sequence), \
      "identify_by": "code", "hidden_category": "Noi", "items": [\(list)]}}
      """
    return try #require(ShopStockBatch(Data(body.utf8)))
  }

  @Test func `known products get their stock, others are made hidden, once`() throws {
    var shelf = ShopShelf()
    let first = shelf.apply(
      try batch([("CAN-350", "5"), ("X", "1"), ("", "1")]), id: "a", bytes: 1)
    expectEqual(first.map(\.result), ["updated", "created_hidden", "rejected"])
    expectEqual(shelf.item("X")?.category, "Noi")
    #expect(shelf.item("X")?.price == nil)
    let again = shelf.apply(
      try batch([("CAN-350", "5"), ("X", "2")], sequence: 2), id: "b", bytes: 1)
    expectEqual(again.map(\.result), ["unchanged", "updated"])
    expectEqual(again.map(\.published), [true, false])
    expectEqual(shelf.created, 1)
  }

  @Test func `a batch that comes again is answered as the first time, and changes nothing`() throws
  {
    var shelf = ShopShelf()
    let first = shelf.apply(try batch([("X", "1")]), id: "a", bytes: 1)
    _ = shelf.apply(try batch([("X", "9")], sequence: 2), id: "b", bytes: 1)
    expectEqual(shelf.apply(try batch([("X", "1")]), id: "a", bytes: 1), first)
    expectEqual(shelf.item("X")?.stock, "9")
  }

  @Test func `by title the name counts, and a code may be missing`() throws {
    var shelf = ShopShelf()
    let body = """
      {"type": "stock.changed", "timestamp": "x", "data": {"sequence": 1, "identify_by": "title", \
      "items": [{"code": "", "name": "Produs nou", "unit": "buc", "stock": "4"}]}}
      """
    for (id, result) in [("a", "created_hidden"), ("b", "unchanged")] {
      let batch = try #require(ShopStockBatch(Data(body.utf8)))
      expectEqual(shelf.apply(batch, id: id, bytes: 1).map(\.result), [result])
    }
    try shelf.price("Produs nou", "2.50")
    try shelf.publish("Produs nou")
    expectEqual(shelf.item("", "Produs nou", by: .title)?.isPublished, true)
    expectEqual(shelf.created, 1)
  }

  @Test func `a code that differs in case is another product, and said to be near`() throws {
    var shelf = ShopShelf()
    let answers = shelf.apply(try batch([("can-350", "5")]), id: "a", bytes: 1)
    expectEqual(answers.map(\.result), ["created_hidden"])
    expectEqual(answers.map(\.near), ["CAN-350"])
  }

  @Test func `nothing is published without a price`() throws {
    var shelf = ShopShelf()
    _ = shelf.apply(try batch([("X", "1")]), id: "a", bytes: 1)
    #expect(throws: ShopError.priceMissing) { try shelf.publish("X") }
    #expect(throws: ShopError.priceMissing) { try shelf.price("X", "0") }
    try shelf.price("X", "9.90")
    try shelf.publish("X")
    expectEqual(shelf.item("X")?.isPublished, true)
    #expect(throws: ShopError.unknownProduct) { try shelf.publish("Y") }
  }
}
