import Domain
import Testing

/// One promise of `Invoicing`, and how to see that it is kept by a service whose series is empty.
/// Every implementation is held to all, the scripted fake too: what passes with it must pass with
/// the real client.
public struct InvoicingPromise: Sendable, CustomTestStringConvertible {
  public let sentence: String
  private let check: @Sendable (any Invoicing) async throws -> Void

  private init(
    _ sentence: String, _ check: @escaping @Sendable (any Invoicing) async throws -> Void
  ) {
    self.sentence = sentence
    self.check = check
  }

  public var testDescription: String { sentence }

  public func check(_ invoicing: any Invoicing) async throws { try await check(invoicing) }

  public static let all = [
    InvoicingPromise("a draft that comes to its order's total is issued under the next number") {
      invoicing in
      await expectEqual(next(invoicing), .next(1))
      let document = try await issue(.sample(id: "1"), invoicing)
      expectEqual(document.number, InvoiceNumber(series: "FCT", text: "0001"))
      expectEqual(document.total, "131.00")
      expectEqual(document.issuedOn, "2026-11-23")
      await expectEqual(next(invoicing), .next(2))
      try await expectEqual(issue(.sample(id: "2"), invoicing).number.text, "0002")
    },
    InvoicingPromise("a draft is prepared to the same bytes each time") { invoicing in
      let draft = draft(of: .sample())
      let bodies = try (0..<3).map { _ in try invoicing.prepare(draft, for: "firma").body }
      #expect(Set(bodies).count == 1 && !bodies[0].isEmpty)
    },
    InvoicingPromise("a refused permit sends nothing") { invoicing in
      let draft = draft(of: .sample())
      let prepared = try invoicing.prepare(draft, for: "firma")
      await expectEqual(invoicing.turn(for: "firma"), .granted)
      let answer = await invoicing.create(
        prepared.body, for: "firma", permit: SendPermit { false })
      guard case .notSent = invoicing.reading(of: answer, draft: draft, at: .sample) else {
        Issue.record("\(answer)")
        return
      }
      await expectEqual(next(invoicing), .next(1))
    },
    InvoicingPromise("a cancel may be sent again, and keeps the number used") { invoicing in
      let number = try await issue(.sample(), invoicing).number
      for _ in 0..<2 {
        await expectEqual(cancel(number, invoicing), .done)
      }
      await expectEqual(next(invoicing), .next(2))
    },
    InvoicingPromise("without a permit no document is changed, nor e-mailed") { invoicing in
      let number = try await issue(.sample(), invoicing).number
      let (cif, no) = (Series.sample.cif, SendPermit { false })
      guard await invoicing.turn(for: "firma") == .granted,
        case .unavailable = await invoicing.cancel(
          number, of: cif, for: "firma", permit: no, at: .sample),
        await invoicing.turn(for: "firma") == .granted,
        case .notSent = await invoicing.email(
          number, of: cif, as: InvoiceMail(), for: "firma", permit: no, at: .sample)
      else {
        Issue.record("a call was made without a permit")
        return
      }
      await expectEqual(cancel(number, invoicing), .done)
      guard await invoicing.turn(for: "firma") == .granted,
        case .unavailable = await invoicing.restore(
          number, of: cif, for: "firma", permit: no, at: .sample)
      else {
        Issue.record("a document was restored without a permit")
        return
      }
    },
    InvoicingPromise("a cancelled document is restored, again and again if need be") {
      invoicing in
      let number = try await issue(.sample(), invoicing).number
      await expectEqual(cancel(number, invoicing), .done)
      for _ in 0..<2 {
        await expectEqual(invoicing.turn(for: "firma"), .granted)
        await expectEqual(
          invoicing.restore(
            number, of: Series.sample.cif, for: "firma", permit: yes, at: .sample), .done)
      }
      await expectEqual(next(invoicing), .next(2))
    },
    InvoicingPromise("a storno takes the series' next number, names its invoice, and is made once")
    {
      invoicing in
      let original = try await issue(.sample(), invoicing)
      let storno = try await reverse(original, invoicing)
      guard case .issued(let document) = storno else {
        Issue.record("\(storno)")
        return
      }
      expectEqual(document.number.text, "0002")
      expectEqual(document.total, "-131.00")
      await expectEqual(found(document.number, invoicing), .exists(total: "-131.00"))
      await expectEqual(names(original.number, document.number, invoicing), .named(true))
      await expectEqual(names(document.number, original.number, invoicing), .named(false))
      guard case .refused(let failure) = try await reverse(original, invoicing) else {
        Issue.record("it was reversed twice")
        return
      }
      expectEqual(failure.code, .stornoStands)
      await expectEqual(next(invoicing), .next(3))
    },
    InvoicingPromise("a refund is a document of its own, with negative lines and its reference") {
      invoicing in
      let original = try await issue(.sample(), invoicing)
      var order = Order.sample(price: "31.00")
      order.lines[0].quantity = "-1"
      order.total = "-31.00"
      var draft = draft(of: order)
      draft.key = InvoiceKey(
        account: "firma", shop: "magazin", order: order.id, kind: .refund, item: "R1", revision: 0)
      draft.corrects = original
      let refund = try await issue(draft, invoicing)
      expectEqual(refund.total, "-31.00")
      await expectEqual(found(refund.number, invoicing), .exists(total: "-31.00"))
      await expectEqual(printed(refund.number, invoicing), .printed([draft.key.reference]))
    },
    InvoicingPromise("a document is e-mailed as often as it is asked for, and no other is") {
      invoicing in
      let mail = InvoiceMail(to: MailAddresses("ana@firma.example"))
      func email(_ number: InvoiceNumber) async -> MailReading {
        _ = await invoicing.turn(for: "firma")
        return await invoicing.email(
          number, of: Series.sample.cif, as: mail, for: "firma", permit: yes, at: .sample)
      }
      let number = try await issue(.sample(), invoicing).number
      await expectEqual(email(number), .sent)
      await expectEqual(email(number), .sent)
      guard case .refused(let failure) = await email(InvoiceNumber(series: "FCT", value: 2))
      else {
        Issue.record("a document that isn't there is e-mailed")
        return
      }
      expectEqual(failure.code, .mailRefused)
    },
    InvoicingPromise("a document is found by its number, total and reference, cancelled or not") {
      invoicing in
      let order = Order.sample(id: "A-17/ț 1")
      let number = try await issue(order, invoicing).number
      for _ in 0..<2 {
        await expectEqual(found(number, invoicing), .exists(total: "131.00"))
        await expectEqual(printed(number, invoicing), .printed([draft(of: order).key.reference]))
        _ = await cancel(number, invoicing)
      }
    },
    InvoicingPromise("a number that was not given out is absent, and has nothing to read") {
      invoicing in
      _ = try await issue(.sample(), invoicing)
      let number = InvoiceNumber(series: Series.sample.name, value: 2)
      await expectEqual(found(number, invoicing), .absent)
      // It can't be told from an outage, and so is no proof.
      guard case .unavailable = await printed(number, invoicing) else {
        Issue.record("something was read of a document that isn't there")
        return
      }
    },
    InvoicingPromise("an answer that is lost is in doubt") { invoicing in
      let reading = invoicing.reading(
        of: .unclear("lost"), draft: draft(of: .sample()), at: .sample)
      guard case .inDoubt = reading else {
        Issue.record("\(reading)")
        return
      }
    },
  ]

  private static func draft(of order: Order) -> InvoiceDraft {
    InvoiceDraft(
      key: InvoiceKey(account: "firma", shop: "magazin", order: order.id, revision: 0),
      series: .sample, order: order, issuedOn: "2026-11-23")
  }

  private static let yes = SendPermit { true }

  private static func cancel(_ number: InvoiceNumber, _ invoicing: any Invoicing) async
    -> ChangeReading
  {
    await expectEqual(invoicing.turn(for: "firma"), .granted)
    return await invoicing.cancel(
      number, of: Series.sample.cif, for: "firma", permit: yes, at: .sample)
  }

  private static func next(_ invoicing: any Invoicing) async -> NumberReading {
    await invoicing.nextNumber(of: .sample, for: "firma", at: .sample)
  }

  private static func found(_ number: InvoiceNumber, _ invoicing: any Invoicing) async
    -> DocumentReading
  {
    await invoicing.document(number, of: Series.sample.cif, for: "firma", at: .sample)
  }

  private static func printed(_ number: InvoiceNumber, _ invoicing: any Invoicing) async
    -> ReferencesReading
  {
    await invoicing.references(on: number, of: Series.sample.cif, for: "firma", at: .sample)
  }

  private static func names(
    _ original: InvoiceNumber, _ number: InvoiceNumber, _ invoicing: any Invoicing
  ) async -> NamingReading {
    await invoicing.naming(
      of: original, on: number, of: Series.sample.cif, for: "firma", at: .sample)
  }

  private static func reverse(_ original: IssuedDocument, _ invoicing: any Invoicing) async throws
    -> CreateReading
  {
    let draft = StornoDraft(
      key: InvoiceKey(
        account: "firma", shop: "magazin", order: "1001", kind: .storno, revision: 0),
      series: .sample, original: original, issuedOn: "2026-11-24")
    let prepared = try invoicing.prepare(draft, for: "firma")
    await expectEqual(invoicing.turn(for: "firma"), .granted)
    let answer = await invoicing.reverse(prepared.body, for: "firma", permit: yes)
    return invoicing.reading(of: answer, draft: draft, at: .sample)
  }

  private static func issue(_ order: Order, _ invoicing: any Invoicing) async throws
    -> IssuedDocument
  {
    try await issue(draft(of: order), invoicing)
  }

  private static func issue(_ draft: InvoiceDraft, _ invoicing: any Invoicing) async throws
    -> IssuedDocument
  {
    let prepared = try invoicing.prepare(draft, for: "firma")
    await expectEqual(invoicing.turn(for: "firma"), .granted)
    let answer = await invoicing.create(prepared.body, for: "firma", permit: yes)
    let reading = invoicing.reading(of: answer, draft: draft, at: .sample)
    guard case .issued(let document) = reading else {
      throw Polling.NeverSo(description: "not issued: \(reading)")
    }
    return document
  }
}
