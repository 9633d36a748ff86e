extension FailureCode {
  /// Of what e-Factura, or the mail, would refuse in a customer's data.
  var customerTexts: Texts {
    switch self {
    case .customerVATCodeInvalid:
      (
        .init(
          ro: "Codul fiscal al firmei cliente lipsește sau nu este valid, iar ANAF ar respinge "
            + "factura.",
          en: "The customer company's fiscal code is missing or not valid, and ANAF would refuse "
            + "the invoice."),
        .init(
          ro: "Cereți clientului codul fiscal (CUI) și corectați-l în comandă; dacă a cumpărat ca "
            + "persoană fizică, schimbați tipul clientului. Apoi apăsați «Trimite in Erp».",
          en: "Ask the customer for the fiscal code (CUI) and correct it in the order; if they "
            + "bought as a person, change the kind of customer. Then press “Trimite in Erp”.")
      )
    case .customerSectorUnknown:
      (
        .init(
          ro: "Clientul este din București, dar sectorul nu se știe, iar ANAF ar respinge factura.",
          en: "The customer is in Bucharest, but the sector isn't known, and ANAF would refuse the "
            + "invoice."),
        .init(
          ro: "Scrieți în comandă la oraș «Sector 1» … «Sector 6», sau codul poștal de șase cifre, "
            + "apoi apăsați «Trimite in Erp».",
          en: "Write “Sector 1” … “Sector 6” as the order's city, or the post code of six digits, "
            + "then press “Trimite in Erp”.")
      )
    case .customerCountryUnknown:
      (
        .init(
          ro: "Țara clientului nu este numele sau codul unei țări, iar de ea depind TVA și "
            + "e-Factura.",
          en: "The customer's country is no country's name or code, and VAT and e-Factura depend "
            + "on it."),
        .init(
          ro: "Scrieți în comandă numele țării sau codul ei de două litere (RO, HU, DE…), apoi "
            + "apăsați «Trimite in Erp».",
          en: "Write the country's name or its code of two letters into the order (RO, HU, DE…), "
            + "then press “Trimite in Erp”.")
      )
    case .customerEmailInvalid:
      (
        .init(
          ro: "Documentul trebuie trimis pe e-mail clientului, iar adresa lui din comandă nu este "
            + "una singură și bine scrisă.",
          en: "The document is to be e-mailed to the customer, and the order's e-mail address is "
            + "not one well-formed address."),
        .init(
          ro: "Corectați adresa de e-mail din comandă, sau ștergeți-o, apoi apăsați «Trimite in "
            + "Erp».",
          en: "Correct the e-mail address in the order, or remove it, then press “Trimite in Erp”.")
      )
    default:
      (
        .init(
          ro: "Județul clientului lipsește, nu este unul din România sau nu se potrivește cu "
            + "orașul, iar ANAF ar respinge factura.",
          en: "The customer's county is missing, none of Romania's, or not the city's, and ANAF "
            + "would refuse the invoice."),
        .init(
          ro: "Scrieți în comandă numele județului (sau codul poștal de șase cifre), apoi apăsați "
            + "«Trimite in Erp».",
          en: "Write the county's name into the order (or the post code of six digits), then press "
            + "“Trimite in Erp”.")
      )
    }
  }
}
