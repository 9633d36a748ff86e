import Foundation
import GRDBSQLite
import Synchronization

/// A disk with a cache, under SQLite: it stands between SQLite and the machine's files, for those
/// databases that were put on it. All others it hands on untouched.
final class UnsyncedDisk: Sendable {
  /// Makes SQLite know of it; once, before a database is opened on it.
  static let shared = UnsyncedDisk()

  private struct State {
    var files: [String: UnsyncedFile] = [:]
    var onWrite: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Only databases of this name are put on the disk.
  static let databaseName = "power-cut.db"

  private init() { ShimmedFiles.register() }

  /// Forgets all files. `onWrite` is told of each write, on the thread that wrote.
  func use(onWrite: @escaping @Sendable () -> Void) {
    state.withLock { $0 = State(onWrite: onWrite) }
  }

  func stop() { state.withLock { $0 = State() } }

  /// What is left of each file if the power went now.
  func afterPowerCut(_ random: inout some RandomNumberGenerator) -> [String: [UInt8]] {
    let files = state.withLock { $0.files }
    var left: [String: [UInt8]] = [:]
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      left[path] = file.afterPowerCut(&random)
    }
    return left
  }

  // MARK: From SQLite

  fileprivate func open(_ path: String) {
    state.withLock { state in
      guard state.files[path] == nil else { return }
      let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
      state.files[path] = UnsyncedFile(synced: bytes)
    }
  }

  fileprivate func delete(_ path: String) {
    _ = state.withLock { $0.files.removeValue(forKey: path) }
  }

  fileprivate func change(_ path: String, _ body: (inout UnsyncedFile) -> Void) {
    let onWrite = state.withLock { state in
      if var file = state.files.removeValue(forKey: path) {
        body(&file)
        state.files[path] = file
      }
      return state.onWrite
    }
    onWrite?()
  }
}

/// SQLite's interface to files (`sqlite3_vfs`), with the machine's own behind it.
private enum ShimmedFiles {
  /// What SQLite keeps of an open file; the machine's own record follows it.
  struct Header {
    var file: sqlite3_file
    var path: Unmanaged<NSString>
  }

  static let headerBytes = (MemoryLayout<Header>.size + 15) & ~15

  // Written once, before any use.
  nonisolated(unsafe) static var machine: UnsafeMutablePointer<sqlite3_vfs>!
  nonisolated(unsafe) static var methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(
    capacity: 1)

  static func inner(_ file: UnsafeMutablePointer<sqlite3_file>?)
    -> UnsafeMutablePointer<sqlite3_file>
  {
    (UnsafeMutableRawPointer(file!) + headerBytes).assumingMemoryBound(to: sqlite3_file.self)
  }

  static func calls(_ file: UnsafeMutablePointer<sqlite3_file>?) -> sqlite3_io_methods {
    inner(file).pointee.pMethods.pointee
  }

  static func path(_ file: UnsafeMutablePointer<sqlite3_file>?) -> String {
    UnsafeMutableRawPointer(file!).assumingMemoryBound(to: Header.self).pointee.path
      .takeUnretainedValue() as String
  }

  /// The rollback journal and the log count; the shared memory is gone with the power.
  static func isOnDisk(_ path: String) -> Bool {
    (path as NSString).lastPathComponent.hasPrefix(UnsyncedDisk.databaseName)
  }

  static func register() {
    machine = sqlite3_vfs_find(nil)
    setMethods()
    let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    vfs.initialize(to: machine.pointee)
    vfs.pointee.pNext = nil
    vfs.pointee.zName = UnsafePointer(strdup("unsynced"))
    vfs.pointee.szOsFile = machine.pointee.szOsFile + Int32(headerBytes)
    vfs.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let name, ShimmedFiles.isOnDisk(String(cString: name)) else {
        return ShimmedFiles.machine.pointee.xOpen(
          ShimmedFiles.machine, name, file, flags, outFlags)
      }
      let path = String(cString: name)
      UnsyncedDisk.shared.open(path)
      let code = ShimmedFiles.machine.pointee.xOpen(
        ShimmedFiles.machine, name, ShimmedFiles.inner(file), flags, outFlags)
      let header = UnsafeMutableRawPointer(file!).assumingMemoryBound(to: Header.self)
      header.pointee.file.pMethods = code == SQLITE_OK ? UnsafePointer(ShimmedFiles.methods) : nil
      if code == SQLITE_OK { header.pointee.path = .passRetained(path as NSString) }
      return code
    }
    vfs.pointee.xDelete = { _, name, syncsFolder in
      if let name { UnsyncedDisk.shared.delete(String(cString: name)) }
      return ShimmedFiles.machine.pointee.xDelete(ShimmedFiles.machine, name, syncsFolder)
    }
    sqlite3_vfs_register(vfs, 1)
  }

  private static func setMethods() {
    var calls = sqlite3_io_methods()
    // With shared memory, without memory maps.
    calls.iVersion = 2
    calls.xClose = { file in
      let code = ShimmedFiles.calls(file).xClose(ShimmedFiles.inner(file))
      UnsafeMutableRawPointer(file!).assumingMemoryBound(to: Header.self).pointee.path.release()
      return code
    }
    calls.xRead = { ShimmedFiles.calls($0).xRead(ShimmedFiles.inner($0), $1, $2, $3) }
    calls.xWrite = { file, bytes, count, offset in
      let code = ShimmedFiles.calls(file).xWrite(ShimmedFiles.inner(file), bytes, count, offset)
      let written = Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      UnsyncedDisk.shared.change(ShimmedFiles.path(file)) { $0.write(written, at: Int(offset)) }
      return code
    }
    calls.xTruncate = { file, size in
      UnsyncedDisk.shared.change(ShimmedFiles.path(file)) { $0.truncate(to: Int(size)) }
      return ShimmedFiles.calls(file).xTruncate(ShimmedFiles.inner(file), size)
    }
    // What is synced here is sure; the machine's own disk need not wait.
    calls.xSync = { file, _ in
      UnsyncedDisk.shared.change(ShimmedFiles.path(file)) { $0.sync() }
      return SQLITE_OK
    }
    calls.xFileSize = { ShimmedFiles.calls($0).xFileSize(ShimmedFiles.inner($0), $1) }
    calls.xLock = { ShimmedFiles.calls($0).xLock(ShimmedFiles.inner($0), $1) }
    calls.xUnlock = { ShimmedFiles.calls($0).xUnlock(ShimmedFiles.inner($0), $1) }
    calls.xCheckReservedLock = {
      ShimmedFiles.calls($0).xCheckReservedLock(ShimmedFiles.inner($0), $1)
    }
    calls.xFileControl = { ShimmedFiles.calls($0).xFileControl(ShimmedFiles.inner($0), $1, $2) }
    calls.xSectorSize = { ShimmedFiles.calls($0).xSectorSize(ShimmedFiles.inner($0)) }
    calls.xDeviceCharacteristics = {
      ShimmedFiles.calls($0).xDeviceCharacteristics(ShimmedFiles.inner($0))
    }
    calls.xShmMap = { ShimmedFiles.calls($0).xShmMap(ShimmedFiles.inner($0), $1, $2, $3, $4) }
    calls.xShmLock = { ShimmedFiles.calls($0).xShmLock(ShimmedFiles.inner($0), $1, $2, $3) }
    calls.xShmBarrier = { ShimmedFiles.calls($0).xShmBarrier(ShimmedFiles.inner($0)) }
    calls.xShmUnmap = { ShimmedFiles.calls($0).xShmUnmap(ShimmedFiles.inner($0), $1) }
    methods.initialize(to: calls)
  }
}
