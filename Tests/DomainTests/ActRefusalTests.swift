import Domain
import TestKit
import Testing

@Suite struct ActRefusalTests {
  private static let number = InvoiceNumber(series: "FCT", text: "0042")

  private static let all: [ActRefusal] = [
    .unreadable(.job(7)), .unreadable(.invoice(7)), .unreadable(.payment(7)), .jobRuns(7),
    .jobCompleted(7), .jobDiscarded(7), .bodyRemoved(7), .cancelOvertaken(7),
    .proformaCancelOvertaken(7), .restoreOvertaken(7), .invoiceUnclear(7), .paymentUnclear(7),
    .maybeCancelled(7), .maybeRestored(7), .beingSent(.invoice(7)), .beingSent(.payment(7)),
    .otherUnclear(7), .reversedAlready(7), .notInDoubt(7, state: "issued"), .draftHasNoNumber(7),
    .noDraft(7), .nothingToDelete(7, state: "planned"), .noReversal(7),
    .countsNoMore(7, state: "cancelled"), .noNumber("x"), .numberTaken(number, by: 3),
    .stillThere(number), .lookFailed(number, Failure(.smartBillUnreachable)),
    .lookFailed(number, Failure(.smartBillRefused, detail: "HTTP 502")),
    .lookBlocked(number, until: .sample), .paymentSettled(7, state: "recorded"),
    .paymentWithoutInvoice(7), .paymentWithoutReceipt(7), .seriesSearched("FCT"),
    .replayEnded(3, .done), .stepTooLong(eventsMax: 200),
  ]

  @Test(arguments: all)
  func `a refusal is said in both languages, without a command`(refusal: ActRefusal) {
    for text in [refusal.text.ro, refusal.text.en] {
      #expect(text.count > 15 && text.hasSuffix(".") && text.asksNoCommand, "\(text)")
    }
    #expect(refusal.text.ro != refusal.text.en)
  }

  @Test func `where another act is wanted, its command is known`() {
    for refusal in Self.all {
      let words = refusal.text.en
      if words.contains("discard this job") {
        expectEqual(refusal.commands, ["punte jobs discard 7 --reason \"WHY\""])
      }
      let isToAnswer = ["answer ", "settle it first", "give its number", "say that it is saved"]
        .contains { words.contains($0) }
      #expect(!isToAnswer || refusal.commands.contains { $0.contains(" resolve 7 ") }, "\(words)")
    }
  }
}
