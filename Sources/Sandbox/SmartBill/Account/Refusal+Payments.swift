/// What payments are refused with (smartbill-api.md §7.6, and the older specification).
extension Refusal {
  static func missingInPayment(_ field: String) -> Refusal {
    Refusal(text: "\(field) trebuie specificat pentru incasare")
  }
  static let noPaymentType = Refusal(text: "Tipul incasarii trebuie specificat.")
  static let unknownPaymentType = Refusal(
    status: 404, text: "Tipul documentului nu a fost gasit pe server!")
  static let noPaymentValue = Refusal(text: "Valoarea incasarii trebuie specificata.")
  static let noPaymentClient = Refusal(
    text: "Datele clientului trebuie specificate. Ele se preiau din factura doar in cazul in care "
      + "usePaymentDetails = true.")
  static let unknownReceiptSeries = Refusal(text: "Seria incasarii nu a fost gasita pe server.")
  static let notAReceiptSeries = Refusal(text: "Seria nu poate fi folosita la chitante.")
  static let noInvoicesToPay = Refusal(
    text: "Pentru emiterea unei incasari cu datele de pe factura trebuie specificate seria si "
      + "numarul facturii.")
  static let unknownInvoiceToPay = Refusal(text: "Factura nu a fost gasita!")
  static func cancelledCantBePaid(_ name: String) -> Refusal {
    Refusal(
      text: "Factura \(name) este anulata, nu o puteti incasa. Restaurati intai factura sau "
        + "emiteti incasarea independent de factura.")
  }
  static let paidAlready = Refusal(text: "Factura este incasata sau stornata in totalitate.")
  static func otherClient(_ invoice: String) -> Refusal {
    Refusal(
      text: "Ciful clientului de pe factura \(invoice) difera de ciful clientului incasarii!")
  }
  static func otherCurrency(_ invoice: String) -> Refusal {
    Refusal(text: "Moneda facturii \(invoice) nu corespunde cu moneda incasarii!")
  }
  static let leiOnly = Refusal(text: "Bonurile fiscale pot fi emise doar in Lei!")
  static let noValueDiscount = Refusal(text: "Discountul nu poate fi de tip valoric!")
  static let tooManyReceiptLines = Refusal(
    status: 410, text: "Numarul maxim acceptat de 70 intrari pe document a fost depasit.")

  static let noTypeToDelete = Refusal(text: "Tipul incasarii (paymentType) trebuie specificat.")
  static let typeCantBeDeleted = Refusal(
    text: "Tipul incasarii (paymentType) poate fi 'Card', 'CEC', 'Bilet ordin', 'Ordin plata', "
      + "'Mandat postal', 'Alta incasare'.")
  static let noInvoiceSeries = Refusal(
    text: "Seria facturii (invoiceSeries) trebuie specificata pentru identificarea incasarii.")
  static let noInvoiceNumber = Refusal(
    text: "Numarul facturii (invoiceNumber) trebuie specificat pentru identificarea incasarii.")
  static let noPaymentDate = Refusal(text: "Data incasarii (paymentDate) trebuie specificata")
  static let noValueToDelete = Refusal(
    text: "Valoarea incasarii (paymentValue) trebuie specificata.")
  static let noClientName = Refusal(
    text: "Numele clientului incasarii (clientName) trebuie specificat.")
  static let noClientCIF = Refusal(
    text: "Ciful clientului incasarii (clientCif) trebuie specificat.")
  static func cancelledHasNoPayments(_ name: String) -> Refusal {
    Refusal(
      text: "Factura cu seria si numarul \(name) este anulata si nu mai are incasari atasate!")
  }
  static let noSuchPayment = Refusal(
    text: "Nu au fost gasite incasari conform datelor specificate.")
}
