/// What the calls that name a document refuse with (smartbill-api.md §7.4).
extension Refusal {
  static func noNumberInQuery(_ kind: DocumentKind) -> Refusal {
    Refusal(
      text: "Numarul \(kind.genitive) trebuie specificat in url in parametrul 'number'!")
  }
  static func noSeriesInQuery(_ kind: DocumentKind) -> Refusal {
    Refusal(
      text: "Seria \(kind.genitive) trebuie specificata in url in parametrul 'seriesname'!")
  }
  static func unknown(_ kind: DocumentKind, _ series: String, _ number: String) -> Refusal {
    guard kind != .receipt else { return Refusal(text: "Chitanta nu a fost gasita.") }
    return Refusal(text: "\(kind.title) cu seria si numarul \(series)\(number) nu a fost gasita!")
  }
  static func notLastInSeries(_ series: String, _ number: String) -> Refusal {
    Refusal(
      status: 403,
      text: "Nu poti sterge documentul cu seria si numarul \(series) \(number), "
        + "deoarece nu este ultimul din serie!")
  }

  static let noNumberForPaymentStatus = Refusal(text: "Numarul facturii trebuie specificat")
  /// Says nothing of which invoice; the older text ends in `!`.
  static let noSuchInvoice = Refusal(text: "Factura nu a fost gasita")

  /// Under 410, and in other words than the calls that change a proforma.
  static func unknownEstimate(_ series: String, _ number: String) -> Refusal {
    Refusal(
      status: 410, text: "Proforma cu seria \(series) si numarul \(number) nu a fost gasita.")
  }
  /// The one filled `errorText` that is no failure.
  static func notInvoiced(_ series: String, _ number: String) -> Refusal {
    Refusal(
      status: 200, text: "Proforma cu seria \(series) si numarul \(number) nu a fost facturata.")
  }
  static func noEstimateSource(_ name: String) -> Refusal {
    Refusal(text: "Factura proforma \(name) nu a fost gasita!")
  }
  static let emptyEstimate = Refusal(text: "Proforma nu contine produse!")
  /// Ours: whether SmartBill refuses, and how, nobody knows.
  static func alreadyInvoiced(_ name: String) -> Refusal {
    Refusal(text: "Factura proforma \(name) este deja facturata.")
  }

  static let noNumberToReverse = Refusal(
    text: "Numarul facturii trebuie specificat in parametrul 'number'!")
  static let noSeriesToReverse = Refusal(
    text: "Seria facturii trebuie specificata in parametrul 'seriesname'!")
  static let alreadyReversed = Refusal(text: "Factura este deja stornata.")
  static func cancelledCantReverse(_ name: String) -> Refusal {
    Refusal(text: "Factura \(name) este anulata.")
  }
  static func stornoCantReverse(_ name: String) -> Refusal {
    Refusal(text: "Factura \(name) este de tip storno. Nu se poate storna.")
  }
  static let stornoTooEarly = Refusal(
    text: "Data emiterii facturii storno nu poate fi anterioara datei emiterii facturii stornate.")
  static func stornosLoadStock(_ invoice: String, _ stornos: String) -> Refusal {
    Refusal(
      text: "Pentru factura \(invoice) exista deja stornari care incarca stocul. Trebuie sa "
        + "anulati intai facturile storno (\(stornos)).")
  }
  static func restoreReversedFirst(_ storno: String, _ invoice: String) -> Refusal {
    Refusal(
      text: "Eroare restaurare factura storno \(storno). Trebuie initial sa restaurezi facturile "
        + "stornate de aceasta (\(invoice)).")
  }

  static func unknownSeriesType(_ type: String) -> Refusal {
    Refusal(
      text: "Tipul documentului nu poate fi \(type)! Parametrul type poate lua valorile: "
        + "'f' pentru factura, 'p' pentru proforma si 'c' pentru chitanta.")
  }
}
