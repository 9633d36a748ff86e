/// The inside of the sandbox as JSON, for tests. Amounts are decimal strings.
extension SandboxState {
  func report(connectionsAccepted: Int) -> JSONValue {
    [
      "notice": "punte-sandbox: not SmartBill, no fiscal document",
      "documents": .array(account.documents.map(\.json)),
      "deleted": .array(account.deleted.map(\.json)),
      "series": account.series(.invoice),
      "estimate_series": account.series(.estimate),
      "receipt_series": account.series(.receipt),
      "payments": .array(account.payments.map(\.json)),
      "mail": .array(account.mail.map(\.json)),
      "stock": account.stockReport,
      "stock_pushes": pushes.json,
      "counters": [
        "requests_received": Self.counts(counters.received),
        "executed": Self.counts(counters.executed),
        "posts_executed": .integer(counters.postsExecuted),
        "documents_held": .integer(account.documents.count),
        "calls_during_outages": .integer(counters.duringOutages),
        "faults": Self.counts(counters.faults),
        "calls_in_window_max": .integer(window.callsInWindowMax),
        "calls_during_blocks": .integer(window.callsDuringBlocks),
        "blocks": .integer(window.blocks),
        "connections_accepted": .integer(connectionsAccepted),
      ],
      "faults": faults.json,
      "outage": .string(outage.rawValue),
    ]
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    let members = counts.sorted { $0.key < $1.key }
      .map { JSONObject.Member(($0.key, .integer($0.value))) }
    return .object(JSONObject(members: members))
  }
}

extension FaultPlan {
  var json: JSONValue { ["faults": .array(faults.map(\.json))] }
}

extension RequestLog {
  var json: JSONValue {
    let list = entries.map { entry -> JSONValue in
      [
        "method": .string(entry.method), "path": .string(entry.path),
        "query": .string(entry.query), "received_ms": .integer(entry.receivedMilliseconds),
        "body": .string(entry.body),
      ]
    }
    return ["requests": .array(list)]
  }
}

extension IssuedDocument {
  var json: JSONValue {
    [
      "document_id": .integer(id), "kind": .string(kind.rawValue), "series": .string(series),
      "number": .optional(number), "reverses": .integerOrNull(reverses?.id),
      "estimate": .integerOrNull(estimate), "draft": .boolean(number == nil),
      "cancelled": .boolean(isCancelled),
      "foreign": .boolean(isForeign), "issued_ms": .integer(issuedMilliseconds),
      "deleted_ms": .integerOrNull(deletedMilliseconds),
      "issue_date": .string(issueDate),
      "due_date": .optional(dueDate), "client": client.json, "currency": .string(currency),
      "lines": .array(lines.map(\.json)),
      "vat": .array(totals.subtotals.map(\.json)),
      "totals": [
        "net": .string(totals.net.text(decimals: 2)),
        "vat": .string(totals.vat.text(decimals: 2)),
        "total": .string(totals.total.text(decimals: 2)),
      ],
      "mentions": .string(mentions), "observations": .string(observations),
      "aviz": .string(aviz), "emailed_to": .optional(emailedTo),
      "view_path": .string(DocumentLinks.view(self)), "request_body": .string(requestBody),
    ]
  }
}

extension ClientDetails {
  var json: JSONValue {
    [
      "name": .string(name), "country": .string(country), "vat_code": .string(vatCode),
      "reg_com": .string(registration), "address": .string(address), "city": .string(city),
      "county": .string(county), "email": .string(email), "phone": .string(phone),
    ]
  }
}

extension DocumentLine {
  var json: JSONValue {
    [
      "name": .string(name), "code": .string(code), "unit": .string(unit),
      "quantity": .string(quantity.text()), "price": .string(price.text(atLeast: 2)),
      "vat_included": .boolean(isTaxIncluded), "vat_name": .optional(vatRate?.name),
      "vat_percentage": .optional(vatRate.map { String($0.percentage) }),
      "value": .string(value.text(atLeast: 2)), "vat": .string(vat.text(atLeast: 2)),
      "discount": .boolean(isDiscount), "ignored": .boolean(isIgnored),
    ]
  }
}

extension DocumentTotals.Subtotal {
  var json: JSONValue {
    [
      "name": .optional(rate?.name),
      "percentage": .optional(rate.map { String($0.percentage) }),
      "net": .string(net.text(decimals: 2)), "vat": .string(vat.text(decimals: 2)),
    ]
  }
}
