import ArgumentParser

/// What a user of the account may be denied (smartbill-api.md §7.3).
enum Right: String, CaseIterable, ExpressibleByArgument, Sendable {
  case addInvoices = "add-invoices"
  case useSeries = "use-series"
  case changeInvoices = "change-invoices"
  case viewInvoices = "view-invoices"
  case addPayments = "add-payments"

  var refusal: Refusal {
    switch self {
    case .addInvoices: Refusal(text: "Nu aveti dreptul de a adauga facturi")
    case .useSeries: Refusal(text: "Nu aveti dreptul de a adauga facturi pe seria selectata")
    case .changeInvoices: Refusal(text: "Nu aveti dreptul de a modifica factura")
    case .viewInvoices: Refusal(text: "Nu puteti vizualiza factura!")
    case .addPayments: Refusal(text: "Nu aveti dreptul de a adauga incasari")
    }
  }
}
