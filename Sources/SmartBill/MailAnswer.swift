import Domain
import FoundationEssentials

/// Reads what came back of `POST /document/send`: what is proven neither sent nor refused is
/// unconfirmed, for a mail can't be taken back.
struct MailAnswer {
  let block: Duration

  /// `status` is an object here, an integer in the request-level shape (`smartbill-api.md` §7.1).
  private struct Reply: Decodable {
    struct Status: Decodable {
      /// 0 sent, 1 wrong data, 2 the server failed.
      var code: Int
      var message: String?
    }

    var status: Status
  }

  private static let sent = 0
  private static let wrongData = 1

  func reading(of answer: RawAnswer, at now: Timestamp) -> MailReading {
    switch answer {
    case .notSent(let why): .notSent(Failure(.smartBillUnreachable, detail: why))
    case .unclear(let why, _): unconfirmed(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> MailReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let envelope = Envelope(body)
    if let failure = AccountRefusal.failure(status, envelope) { return .accountRefused(failure) }
    guard (200..<500).contains(status) else { return unconfirmed("HTTP \(status)") }
    if let words = envelope?.words { return refused(words) }
    let reply = try? JSONDecoder().decode(Reply.self, from: Data(body)).status
    switch reply?.code {
    case Self.sent where (200..<300).contains(status): return .sent
    case Self.wrongData: return refused(ErrorText(reply?.message ?? "").text)
    default: return unconfirmed("HTTP \(status)" + (reply.map { " with code \($0.code)" } ?? ""))
    }
  }

  private func refused(_ words: String) -> MailReading {
    .refused(Failure(.mailRefused, detail: words.nonBlank))
  }

  private func unconfirmed(_ why: String) -> MailReading {
    .unconfirmed(Failure(.mailUnconfirmed, detail: why))
  }
}
