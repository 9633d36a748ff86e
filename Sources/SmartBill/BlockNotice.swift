/// SmartBill's answer to too many calls: 429, or the text, which came with 403 live and with 422
/// through a middleman (`smartbill-api.md` §6). A 403 alone may mean a missing right.
enum BlockNotice {
  static let fragment = "limita maxima de requesturi"

  static func isBlock(status: Int, body: [UInt8]) -> Bool {
    guard (400..<500).contains(status) else { return false }
    return status == 429 || ErrorText(String(decoding: body, as: UTF8.self)).contains(fragment)
  }
}
