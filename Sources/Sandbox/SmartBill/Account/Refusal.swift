/// A business refusal: nothing was created. The texts are SmartBill's own (smartbill-api.md
/// §7), so a client that reads them can be tested here.
struct Refusal: Error, Equatable, Sendable {
  var status = 400
  var text: String

  static let unknownCompany = Refusal(
    status: 401,
    text: "Firma la care incercati sa va conectati nu mai este disponibila in Cloud.")
  static let companyOfOthers = Refusal(
    status: 401,
    text: "Firma la care incercati sa va conectati nu este disponibila pentru acest utilizator.")
  static let paysNoVAT = Refusal(text: "Firma este neplatitoare de tva.")
  static let quotaReached = Refusal(
    status: 410, text: "Pentru acest pachet s-a emis numarul maxim de documente permis")

  static let unknownSeries = Refusal(
    text: "Seria nu a fost gasita! Folositi o serie creata in contul de cloud.")
  static let badDate = Refusal(text: "Data documentului trebuie sa fie de forma yyyy-MM-dd.")
  static let noCountry = Refusal(text: "tara trebuie specificata")
  static let badClient = Refusal(text: "Client invalid!")
  static let noRecipient = Refusal(text: "Trebuie specificata adresa de email a clientului.")

  static let unknownCurrency = Refusal(text: "Moneda nu a fost gasita pe server!")
  static func otherCurrency(than kind: DocumentKind) -> Refusal {
    Refusal(
      text: "Aveti produse care au pretul in alta moneda decat cea a \(kind.genitive).")
  }
  static func currency(_ document: String, withPricesIn product: String) -> Refusal {
    Refusal(
      text: "Nu puteti emite documente in \(document) cu moneda de referinta a produselor in "
        + "\(product) !")
  }

  static func noProducts(_ kind: DocumentKind) -> Refusal {
    Refusal(
      text: "\(kind == .estimate ? "estimate" : "invoice")Products trebuie specificat si trebuie "
        + "sa contina cel putin un element")
  }
  static func noCode(of product: String) -> Refusal {
    Refusal(text: "Produsul \(product) nu are codul specificat.")
  }
  static let tooManyLines = Refusal(
    status: 410, text: "Numarul maxim acceptat de 400 intrari pe document a fost depasit.")
  static func missing(_ field: String) -> Refusal {
    Refusal(text: "\(field) trebuie specificat pentru fiecare produs")
  }
  static func unknownVAT(of product: String) -> Refusal {
    Refusal(text: "Cota tva a produsului \(product) nu a fost gasita pe server!")
  }

  static let noVATOnCollection = Refusal(
    text: "O firma neplatitoare de tva nu poate folosi tva la incasare!")

  static let discountAlone = Refusal(
    text: "Nu poti sa emiti un document care contine doar un discount. "
      + "Trebuie sa ai si produse / servicii adaugate.")
  static let discountOverMixedRates = Refusal(
    text: "La aplicarea unui discount pentru produse cu cote tva diferite, "
      + "trebuie sa specifici si cota tva a discountului.")
  static let noDiscountValue = Refusal(
    text: "discountValue trebuie specificat pentru fiecare produs de tip discount")
  static let badDiscountPercentage = Refusal(
    text: "Trebuie sa introduceti valoarea procentului!")
}
