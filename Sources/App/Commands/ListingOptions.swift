import ArgumentParser
import Domain

/// What every listing takes.
struct ListingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only of this shop.", valueName: "name"))
  var shop: String?

  @Option(help: ArgumentHelp("At most so many, the newest.", valueName: "count"))
  var limit = listingLimitDefault

  /// More is an export, which would hold a reader of the database open for long.
  static let limitMax = 10_000

  func validate() throws {
    guard (1...Self.limitMax).contains(limit) else {
      throw ValidationError("--limit takes 1 to \(Self.limitMax).")
    }
  }

  /// One more than is shown: so it is known whether there is more.
  var readLimit: Int { limit + 1 }

  var shopID: ShopID? { shop.map { ShopID($0) } }
}

extension Job.State: ExpressibleByArgument {}
extension JobKind: ExpressibleByArgument {}
extension InvoiceState: ExpressibleByArgument {}
extension PaymentState: ExpressibleByArgument {}
