import Domain
import Handlers
import TestKit
import Testing

@Suite struct SendRequestTests {
  private func handle(_ body: [UInt8], run: Int = 0) -> Handling {
    let event = Event(sequence: 1, shop: "magazin", id: "evt-1", receivedAt: .sample, body: body)
    return HandlerTable.handle(event, run: run, under: .sample)
  }

  @Test func `it asks for the invoice to be e-mailed, as the shop says`() throws {
    let mail = ["to": "a@b.ro, c@d.ro", "cc": "e@f.ro", "subject": "Factură", "text": "Bună\nziua"]
    let commands = try handle(SampleEvent.sendRequested("1001", mail)).result.get().commands
    let expected = Command.SendInvoice(
      asked: Asking(shop: "magazin", event: "evt-1"), account: "firma", order: "1001",
      mail: InvoiceMail(
        to: MailAddresses("a@b.ro,c@d.ro"), cc: MailAddresses("e@f.ro"),
        subject: MailSubject("Factură"), text: MailText("Bună\nziua")))
    expectEqual(commands, [.sendInvoice(expected)])
    expectEqual(commands.map(\.key), ["send/magazin/evt-1/0"])
    expectEqual(commands.map(\.lane), ["mail/magazin/1001"])
    expectEqual(commands.map(\.pool), [.accounting])
  }

  @Test func `it needs no more than the order's id`() throws {
    let commands = try handle(SampleEvent.sendRequested("1001"), run: 2).result.get().commands
    guard case .sendInvoice(let send)? = commands.first else {
      Issue.record("\(commands)")
      return
    }
    expectEqual(send.mail, InvoiceMail())
    expectEqual(commands.map(\.key), ["send/magazin/evt-1/2"])
  }

  @Test(arguments: [
    ("to", "canarina"), ("to", ""), ("cc", "canarina@firma.example\r\nBcc: x@y.ro"),
    ("subject", "Canarina\nBcc: x@y.ro"), ("text", "Canarina\u{0}"),
  ])
  func `what can't be mailed is named, not repeated, and the shop is told`(
    field: String, value: String
  ) {
    let handling = handle(SampleEvent.sendRequested("1001", [field: value]))
    guard case .failure(let failure) = handling.result,
      case .failed(.send, failure)? = handling.notice?.content
    else {
      Issue.record("\(handling)")
      return
    }
    expectEqual(failure.code, .eventUnreadable)
    expectEqual(failure.detail?.hasPrefix("data.\(field) "), true, "\(failure)")
    expectEqual(failure.detail?.lowercased().contains("canarina"), false)
  }
}
