/// Payments, mail and stock as JSON, for tests. Amounts and quantities are decimal strings.
extension Account {
  func series(_ kind: DocumentKind) -> JSONValue {
    .array(
      series.filter { $0.kind == kind }.map { series in
        ["name": .string(series.name), "next_number": .integer(series.nextNumber)]
      })
  }

  var stockReport: JSONValue {
    [
      "nomenclature": .array(
        stock.nomenclature.map { product in
          [
            "name": .string(product.name), "code": .string(product.code),
            "unit": .string(product.unit),
          ]
        }),
      "moves": .array(
        stock.moves.map { move in
          [
            "product": .string(stock.nomenclature[move.product].name),
            "warehouse": .string(move.warehouse), "quantity": .string(move.quantity.text()),
            "date": .string(move.date), "document_id": .integerOrNull(move.document),
          ]
        }),
    ]
  }
}

extension Payment {
  var json: JSONValue {
    [
      "payment_id": .integer(id), "type": .string(type.rawValue), "series": .optional(series),
      "number": .optional(number), "issue_date": .string(issueDate), "client": .string(client),
      "vat_code": .string(clientVATCode), "currency": .string(currency),
      "value": .string(value.text(decimals: 2)),
      "shares": .array(
        shares.map { share in
          [
            "document_id": .integer(share.document),
            "value": .string(share.value.text(decimals: 2)),
          ]
        }),
      "issued_ms": .integer(issuedMilliseconds),
      "deleted_ms": .integerOrNull(deletedMilliseconds), "request_body": .string(requestBody),
    ]
  }
}

extension SentMail {
  var json: JSONValue {
    [
      "document_id": .integer(document), "to": .string(to), "cc": .string(cc),
      "bcc": .string(bcc), "subject": .string(subject), "body": .string(body),
      "sent_ms": .integer(milliseconds),
    ]
  }
}

extension StockPush.Log {
  var json: JSONValue {
    .array(
      entries.map { entry in
        [
          "body": .string(entry.body), "status": .integerOrNull(entry.status),
          "sent_ms": .integer(entry.milliseconds),
        ]
      })
  }
}
