import Domain
import FoundationEssentials
import TestKit
import Testing

@Suite struct FailureTests {
  @Test(arguments: FailureCode.allCases)
  func `every failure says what happened and what to do, in both languages`(code: FailureCode) {
    for text in [code.reason.ro, code.reason.en, code.remedy.ro, code.remedy.en] {
      #expect(text.count > 15 && text.hasSuffix("."))
    }
  }

  @Test func `a failure's detail is bounded`() {
    let failure = Failure(.smartBillRefused, detail: String(repeating: "x", count: 10_000))
    #expect(failure.detail?.count == Failure.detailCharactersMax)
  }

  @Test func `what somebody else wrote stays out of the log`() {
    let words = "Clientul Canarina Ion nu are adresa."
    for code in [FailureCode.smartBillRefused, .cancelRefused, .invoiceInDoubt, .seriesUnknown] {
      #expect(Failure(code, detail: words).loggedDetail == nil)
      #expect(Failure(code, detail: words).detail == words)
    }
    #expect(Failure(.shopRefused, detail: "HTTP 500").loggedDetail == "HTTP 500")
  }

  @Test(arguments: FailureCode.allCases)
  func `every failure has a row in the runbook`(code: FailureCode) throws {
    let runbook = try String(
      contentsOfFile: Repository.path("deploy/RUNBOOK.md"), encoding: .utf8)
    #expect(runbook.contains("| `\(code.rawValue)` |"))
  }
}
