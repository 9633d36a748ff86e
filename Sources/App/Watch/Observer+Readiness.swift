import Domain
import Listener
import StoreSQLite

/// Why no events should be sent here now, as far as it is known already: who asks has an answer at
/// once, whatever holds the database. So no reason is found by asking the database, or by waiting.
extension Observer {
  var reasonsAgainst: [Health.Reason] {
    guard !ending.hasBegun else { return [Health.Reason("ending", "Punte was asked to end.")] }
    return [engineReason, storeReason, diskReason, clockReason].compactMap(\.self)
  }

  private var engineReason: Health.Reason? {
    engine.isStuck(for: Self.patience) ? Self.engineStuck : nil
  }

  private var storeReason: Health.Reason? {
    store.unwritable.map { error in
      Health.Reason("store_unavailable", "The database can't be written: \(error.reason).")
    }
  }

  private var diskReason: Health.Reason? {
    guard let disk = DatabaseVitals(path: databasePath) else {
      return Health.Reason("store_unavailable", "The database's file can't be found.")
    }
    guard disk.freeBytes < DatabaseVitals.freeBytesMin else { return nil }
    let free = ByteText.text(of: disk.freeBytes)
    return Health.Reason("disk_full", "Only \(free) are free on the database's disk.")
  }

  private var clockReason: Health.Reason? {
    watch.setBack.map { duration in
      Health.Reason(
        "clock_set_back",
        "The machine's clock went back by \(duration.wholeMilliseconds / 1000) seconds.")
    }
  }
}
