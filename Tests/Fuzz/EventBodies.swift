import Domain
import FoundationEssentials
import Handlers

/// libFuzzer's target for the body of a genuine delivery, down to the commands it gives.
///
/// `deploy/verify fuzz` builds this file, SwiftPM doesn't.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEventBodies(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let body = Array(UnsafeBufferPointer(start: bytes, count: count))
  var event: EventID = "evt"
  var handling = handle(body, of: event)
  precondition(handling == handle(body, of: event), "The same event was handled in another way.")
  if case .failure(let failure) = handling.result, failure.code == .eventTypeReserved {
    precondition(handling.notice == nil, "A shop is told of an order by a type that isn't its own.")
    event = .inside("timer")
    handling = handle(body, of: event)
  }
  switch handling.result {
  case .failure(let failure): check(failure, of: body, told: handling.notice)
  case .success(let decision):
    if let notice = handling.notice {
      guard case .skipped = notice.content, decision.commands.isEmpty else {
        preconditionFailure("A failure is told that did not happen.")
      }
    }
    let kinds = decision.commands.map(\.kind)
    precondition(Set(kinds).count == kinds.count, "Something is asked for twice.")
    precondition(kinds.isEmpty == (decision.note != nil), "Nothing is done, and nobody told why.")
    let isOfStock = handling.label?.type.hasPrefix("stock.") == true
    let isAboutOrder = !isOfStock && decision.commands.first?.kind != .auditSeries
    let subject = handling.label?.subject?.rawValue ?? ""
    precondition(!isAboutOrder || (1...100).contains(subject.count), "It is about no order.")
    for command in decision.commands { check(command, askedBy: event) }
  }
  return 0
}

private func handle(_ body: [UInt8], of event: EventID) -> Handling {
  let event = Event(
    sequence: 1, shop: "magazin", id: event, receivedAt: Timestamp(milliseconds: 0), body: body)
  let policy = ShopPolicy(
    shop: "magazin", account: "firma", series: Series(cif: "RO1", name: "FCT"),
    trigger: .automatic, statuses: ["Confirmata"], stock: StockPolicy(warehouses: ["Depozit"]))
  return HandlerTable.handle(event, run: 0, under: policy)
}

/// Words in which a failure's detail may be written: the names of fields, and ours. Whatever else
/// stood in a detail would be a part of the body, and so perhaps a customer's data.
private let words: Set<Substring> = [
  "data", "order", "id", "number", "status", "currency", "customer", "lines", "payment", "total",
  "kind", "name", "vat", "code", "payer", "reg", "com", "cnp", "address", "city", "county",
  "country", "post", "email", "phone", "quantity", "unit", "price", "included", "rate", "method",
  "paid", "type",
  "is", "missing", "null", "not", "a", "string", "true", "or", "false", "list", "an", "object",
  "of",
  "the", "expected", "body", "JSON", "UTF", "nested", "deeper", "than", "levels", "same", "key",
  "stands", "twice", "in", "one", "at", "byte", "none", "person", "company", "product", "shipping",
  "fee", "discount", "decimal", "with", "most", "decimals", "such", "as", "has", "to", "characters",
  "percent", "covers", "reason", "exchange", "reverse", "charge", "exempt", "without", "deduction",
  "taxable", "cc", "subject", "text", "e", "mail", "addresses", "between", "commas", "line",
  "control", "amount", "date", "day", "no", "refund", "full", "though", "its", "s", "accept",
  "zeroes", "push", "products", "received", "character", "another", "that", "can", "t", "be",
  "seen",
  "neither", "nor", "integer", "more", "digits", "only", "it", "exact", "row", "whose", "read",
  "begins", "ends", "white", "space",
]

private func check(_ failure: Failure, of body: [UInt8], told notice: Notice?) {
  let detail = failure.detail ?? ""
  switch failure.code {
  case .eventTypeUnknown:
    precondition(failure.loggedDetail == nil, "A stranger's word could be logged.")
    precondition(notice == nil)
  case .eventUnreadable:
    precondition(!detail.isEmpty, "Nobody would know what is wrong.")
    for word in detail.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if let number = Int(word) {
        // An index or an offset, or one of our own few numbers.
        precondition(
          number <= max(body.count, MailText.lengths.upperBound),
          "A number of the body is shown: \(detail)")
      } else {
        precondition(words.contains(word), "A part of the body is shown: \(detail)")
      }
    }
    if let notice {
      guard case .failed(_, let told) = notice.content, told == failure else {
        preconditionFailure("Another failure is told than happened.")
      }
    }
  // The policy names no series of proformas.
  case .proformasNotSetUp: precondition(detail.isEmpty && notice != nil)
  default: preconditionFailure("\(failure.code) is no failure of reading.")
  }
}

private func check(_ command: Command, askedBy event: EventID) {
  precondition(command.key.hasSuffix("/magazin/\(event)/0"), "The key is another event's.")
  guard case .issueInvoice(let issue) = command else { return }
  // What was read is what is kept: an order survives the database to the ban.
  do {
    let kept = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(issue.order))
    precondition(kept == issue.order, "An order is not what it was.")
  } catch {
    preconditionFailure("An order can't be kept.")
  }
}
