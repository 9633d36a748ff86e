import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import Meters
import Signatures

/// `POST /smartbill/stocks/{account}`: SmartBill says which stock has moved (`smartbill-api.md` §11).
/// It becomes an event of each shop of the account that has a stock, handled like any other.
struct StockPushSite: Sendable {
  let book: StockPushBook
  let inbox: any Inbox
  let clock: any TimeSource
  let bodyBytesMax: Int
  let memory: BodyMemory
  let meters: Meters
  let logger: Logger
  let onAccepted: @Sendable () -> Void

  func answer(_ request: Request, for account: AccountID) async -> Response {
    guard let shops = book.shops(of: account, authorization: request.headers[.authorization])
    else {
      meters.stockPushes.rise("unauthorized")
      return .unauthorized
    }
    var heldBytes = 0
    defer { memory.giveBack(heldBytes) }
    var body: [UInt8]
    do {
      body = try await request.bytes(upTo: bodyBytesMax, of: memory, heldBytes: &heldBytes)
    } catch {
      meters.stockPushes.rise("unreadable")
      return Response(error)
    }
    // Only at the beginning of a text it is none of it.
    if body.starts(with: Self.byteOrderMark) { body.removeFirst(Self.byteOrderMark.count) }
    guard let count = Self.productCount(in: body) else {
      meters.stockPushes.rise("unreadable")
      return .badRequest
    }
    // SmartBill tries the connection with an empty list.
    guard count > 0, !shops.isEmpty else {
      meters.stockPushes.rise(count == 0 ? "test" : "unused")
      return count == 0 ? .pushTested : .pushUnused
    }
    return await accept(body, for: shops)
  }

  private func accept(_ body: [UInt8], for shops: [ShopID]) async -> Response {
    let now = clock.now()
    for shop in shops {
      do {
        if try await inbox.accept(Self.delivery(of: body, to: shop, at: now)) == .new {
          onAccepted()
        }
      } catch {
        meters.stockPushes.rise("unavailable")
        logger.error(
          "A stock push could not be stored; the next comparison brings it.",
          metadata: ["shop": "\(shop)", "error": "\(error)"])
        return .unavailable
      }
    }
    meters.stockPushes.rise("accepted")
    return .pushAccepted
  }

  /// SmartBill gives a push no id, and the same levels may well be pushed twice: what is named by its
  /// moment and its bytes is never taken for another.
  static func delivery(of body: [UInt8], to shop: ShopID, at now: Timestamp) -> Delivery {
    let mark = MessageDigest.sha256(body).prefix(4)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let head =
      #"{"type":"stock.changed","timestamp":"\#(now)","data":{"received_at":\#(now.milliseconds),"#
      + #""push":"#
    return Delivery(
      shop: shop, event: .inside("stock.changed/\(now.milliseconds)/\(mark)"), receivedAt: now,
      body: Array(head.utf8) + body + Array("}}".utf8), trace: .random())
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private struct Anything: Decodable {
    init(from decoder: any Decoder) {}
  }

  private struct Products: Decodable {
    let products: [Anything]
  }

  /// Nil for what is no push.
  private static func productCount(in body: [UInt8]) -> Int? {
    let data = Data(body)
    let decoder = JSONDecoder()
    if let object = try? decoder.decode(Products.self, from: data) { return object.products.count }
    return (try? decoder.decode([Anything].self, from: data))?.count
  }
}
