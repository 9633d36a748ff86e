import Domain
import Glibc
import StoreSQLite

/// What was found of the database and of the place where it is.
struct DatabaseFacts: Sendable {
  enum Opened: Sendable {
    case good
    case missing
    case bad(OpenError)
  }

  var path: String
  var opened: Opened
  /// Whether a new database can be made beside it, written, synced, and thrown away.
  var trial: OpenError?
  var owner: Owner?
  /// Of the file; nil if there is none.
  var permissions: UInt32?
  var freeBytes: Int?
  var fileSystem: FileSystemKind?
  var ledger = LedgerFacts()
  /// Where the settings don't name whom the ledger has documents of.
  var moved: SettingsContinuity.Break?
  /// Why the service that runs isn't ready, as it says itself; empty where it is.
  var unready: [String] = []
  /// Shops with documents that the settings name no more.
  var gone: [ShopID] = []
  /// When the settings file was last written; nil where that can't be told.
  var settingsWrittenAt: Timestamp?

  /// - Parameter today: `yyyy-MM-dd`; nil where the time zone isn't known.
  static func gathered(
    at location: DatabaseLocation, of settings: Settings, at now: Timestamp, today: String?
  ) async -> DatabaseFacts {
    let path = location.path
    let folder = FilePath.folder(of: path).isEmpty ? "." : FilePath.folder(of: path)
    var facts = DatabaseFacts(
      path: path, opened: .missing, owner: SQLiteStore.owner(of: path),
      permissions: permissions(of: path), freeBytes: DatabaseVitals.freeBytes(of: folder),
      fileSystem: .of(folder))
    facts.trial = await trial(in: folder, at: now)
    do throws(OpenError) {
      let reader = try SQLiteStore.reader(path: path)
      defer { reader.close() }
      facts.opened = .good
      let owners = (try? await reader.documentOwners()) ?? []
      let continuity = SettingsContinuity(owners: owners)
      facts.moved = continuity.firstBreak(in: settings)
      facts.gone = continuity.gone(from: settings)
      facts.ledger = await LedgerFacts.gathered(
        from: reader, of: settings, at: now, today: today)
    } catch {
      if case .missing = error {
        facts.opened = .missing
        facts.ledger.isMissing = true
      } else {
        facts.opened = .bad(error)
      }
    }
    return facts
  }

  /// Opening asserts the log's mode and that commits are synced.
  private static func trial(in folder: String, at now: Timestamp) async -> OpenError? {
    let path = "\(folder)/.punte-check-\(String(UInt64.random(in: .min ... .max), radix: 16)).db"
    defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
    do throws(OpenError) {
      let store = try SQLiteStore.open(path: path, at: now)
      await store.close()
      return nil
    } catch {
      return error
    }
  }

  private static func permissions(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o7777 : nil
  }
}

/// What the ledger and the last events tell that matters to a check.
struct LedgerFacts: Sendable {
  /// There is no database yet: “punte serve” will make one.
  var isMissing = false
  /// Of each series of the settings, at one moment.
  var records: [Series: SeriesRecord] = [:]
  var stopped: [StoppedSeries] = []
  var foreign: [ForeignDocument] = []
  var blocked: [AccountID: Timestamp] = [:]
  var uses: [SecretUse] = []
  /// What the last orders need of an account.
  var needs: [AccountID: OrderNeeds] = [:]
  /// `yyyy-MM-dd`, by which the orders' rates are judged; nil where the time zone isn't known.
  var today: String?
  /// The last moment at which something was written that may have come of a call.
  var lastEventAt: Timestamp?

  /// So many of a shop's last events tell what its orders are like.
  static let eventsMax = 50

  static func gathered(
    from store: any StoreQueries, of settings: Settings, at now: Timestamp, today: String?
  ) async -> LedgerFacts {
    var facts = LedgerFacts()
    facts.today = today
    do throws(StoreError) {
      facts.records = try await records(from: store, of: settings)
      facts.stopped = try await store.stoppedSeries()
      facts.foreign = try await store.foreignDocuments(limit: listingLimitDefault)
      facts.blocked = try await store.blockedAccounts(at: now)
      facts.uses = try await store.secretUses()
      for (id, policy) in settings.policies {
        let events = try await store.events(EventFilter(shop: id, limit: eventsMax))
        facts.lastEventAt = max(facts.lastEventAt, events.first?.receivedAt)
        // The newest comes first: what an order was before it was corrected says nothing of it.
        var seen: Set<OrderID> = []
        for event in events {
          guard let detail = try await store.event(event.id, of: id) else { continue }
          for order in OrderNeeds.orders(of: detail, under: policy)
          where seen.insert(order.id).inserted {
            if !OrderNeeds.lapsed(in: order, on: today).isEmpty {
              let invoices = try await store.invoices(InvoiceFilter(shop: id, order: order.id))
              // Invoiced while the rate was valid, or not to be invoiced any more.
              guard invoices.allSatisfy(\.state.isUnissued) else { continue }
            }
            facts.needs[policy.account, default: OrderNeeds()].add(
              order, named: "\(id)/\(order.id)", on: today)
          }
        }
      }
    } catch {
      // What was opened and can't be read shows at the next opening; the checks do without.
    }
    return facts
  }

  static func records(
    from store: any StoreQueries, of settings: Settings
  ) async throws(StoreError) -> [Series: SeriesRecord] {
    var records: [Series: SeriesRecord] = [:]
    for series in settings.allSeries {
      records[series] = try await store.record(of: series, unknownMax: 1)
    }
    return records
  }
}

private func max(_ one: Timestamp?, _ other: Timestamp?) -> Timestamp? {
  [one, other].compactMap { $0 }.max()
}
