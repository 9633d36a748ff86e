/// An answer that refuses a call for the rate of calls: 429, or SmartBill's text, which came with 403
/// live and with 422 through a middleman (`smartbill-api.md` §6). A 403 alone may mean a missing right.
enum BlockNotice {
  static let fragment = "limita maxima de requesturi"

  static func isBlock(status: Int, body: [UInt8]) -> Bool {
    status == tooManyRequests || isSmartBills(status: status, body: body)
  }

  /// Whether SmartBill's own words say that it has blocked the token.
  static func isSmartBills(status: Int, body: [UInt8]) -> Bool {
    (400..<500).contains(status)
      && ErrorText(String(decoding: body, as: UTF8.self)).contains(fragment)
  }

  private static let tooManyRequests = 429
}
