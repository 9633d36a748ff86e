/// What `POST /document/send` refuses with (smartbill-api.md §7.6). The double spaces are SmartBill's.
extension Refusal {
  private static let mailTypes = "Valorile acceptate sunt: factura, proforma."
  static let noMailType = Refusal(text: "type  trebuie specificat. \(mailTypes)")
  static func unknownMailType(_ type: String) -> Refusal {
    Refusal(text: "Valoarea campului 'type' nu este suportata (\(type)). \(mailTypes)")
  }
  static let noDocumentNumber = Refusal(text: "Numarul documentului  trebuie specificat")
  static let noSuchDocument = Refusal(text: "Documentul nu a fost gasit")
  static let subjectNotBase64 = Refusal(
    text: "Subiectul emailului trebuie sa fie codat folosind Base64.")
  static let bodyNotBase64 = Refusal(
    text: "Continutul emailului trebuie sa fie codat folosind Base64.")
  static let noMailServer = Refusal(text: "Server-ul de email nu a fost configurat.")

  static let badAddresses = Refusal(text: "Invalid Addresses")
  static let noMailDomain = Refusal(text: "Missing domain")
  static let noMailLocalName = Refusal(text: "Missing local name")
  static let badMailDomain = Refusal(text: "Domain contains illegal character")
}
