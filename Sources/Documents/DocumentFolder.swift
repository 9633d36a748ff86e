import Domain
import Files
import Glibc
import Synchronization

/// Keeps documents as files beside the database, for their owner's eyes alone. It is a cache: what
/// is missing or damaged is fetched anew, so nothing is synced.
public final class DocumentFolder: Sendable {
  /// Some ten thousand PDFs of SmartBill's usual 32 KB; the oldest go first.
  public static let bytesMaxDefault = 512 << 20
  /// People work in SmartBill too, and what they change there shows on the PDF.
  public static let keptForDefault = Duration.seconds(7 * 86_400)
  /// Above the largest PDF that is fetched, and its first line.
  static let fileBytesMax = 9 << 20
  private static let partSuffix = ".part"

  private let path: String
  private let bytesMax: Int
  private let keptFor: Duration
  private let files: Mutex<Files>

  private struct Files: Sendable {
    struct File: Sendable {
      let bytes: Int
      /// In the order of keeping.
      let turn: Int
    }
    var byName: [String: File] = [:]
    var bytes = 0
    var lastTurn = 0

    mutating func add(_ name: String, bytes: Int) {
      remove(name)
      lastTurn += 1
      byName[name] = File(bytes: bytes, turn: lastTurn)
      self.bytes += bytes
    }

    mutating func remove(_ name: String) {
      if let file = byName.removeValue(forKey: name) { bytes -= file.bytes }
    }
  }

  /// Why a document could not be kept, in the system's words.
  struct Problem: Error { let reason: String }

  /// Takes up what is there; parts of files that a dead process left are removed.
  public init(
    path: String, bytesMax: Int = bytesMaxDefault, keptFor: Duration = keptForDefault
  ) {
    self.path = path
    self.bytesMax = bytesMax
    self.keptFor = keptFor
    var found: [(name: String, bytes: Int, at: Int)] = []
    for name in Self.names(in: path) {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        continue
      }
      if name.hasSuffix(Self.partSuffix) {
        unlink("\(path)/\(name)")
      } else if name.hasSuffix(DocumentName.suffix) {
        found.append((name, Int(status.st_size), status.st_mtim.tv_sec))
      }
    }
    var files = Files()
    for file in found.sorted(by: { $0.at < $1.at }) { files.add(file.name, bytes: file.bytes) }
    self.files = Mutex(files)
  }

  /// The PDF, if it is kept, whole, and not too old; else nil, and nothing of it stays.
  func pdf(_ name: DocumentName, at now: Timestamp) -> [UInt8]? {
    let path = "\(path)/\(name)"
    guard let bytes = Self.contents(of: path) else { return nil }
    if let kept = KeptDocument(file: bytes), now < kept.keptAt + keptFor { return kept.pdf }
    unlink(path)
    files.withLock { $0.remove(name.description) }
    return nil
  }

  /// Keeps a PDF instead of the invoice's earlier ones; whole or not at all, as the name is given
  /// last.
  func keep(_ pdf: [UInt8], as name: DocumentName, at now: Timestamp) throws(Problem) {
    let file = KeptDocument(pdf: pdf, keptAt: now).file
    guard mkdir(path, 0o700) == 0 || errno == EEXIST, chmod(path, 0o700) == 0 else {
      throw .lastError
    }
    do throws(FreshFile.Problem) {
      try FreshFile.make(
        "\(path)/\(name)", of: file, replacing: true, clearing: false, synced: false)
    } catch {
      throw Problem(error)
    }
    let gone = files.withLock { files in
      files.add(name.description, bytes: file.count)
      return outdated(by: name, among: &files)
    }
    for name in gone { unlink("\(path)/\(name)") }
  }

  /// The invoice's earlier documents, and the oldest of all until the rest is few enough.
  private func outdated(by name: DocumentName, among files: inout Files) -> [String] {
    var gone = files.byName.keys.filter {
      $0.hasPrefix(name.invoicePrefix) && $0 != name.description
    }
    for name in gone { files.remove(name) }
    guard files.bytes > bytesMax else { return gone }
    for (oldest, _) in files.byName.sorted(by: { $0.value.turn < $1.value.turn })
    where files.bytes > bytesMax && oldest != name.description {
      files.remove(oldest)
      gone.append(oldest)
    }
    return gone
  }

  // MARK: Forgetting

  /// Removes the documents of these invoices, by whichever process they were kept; all if nil.
  /// A process that keeps documents here finds them missing, and fetches them anew.
  public static func forget(_ invoices: [Invoice.ID]? = nil, in path: String) {
    let prefixes = invoices?.map(DocumentName.prefix(of:))
    for name in names(in: path) where name.hasSuffix(DocumentName.suffix) {
      guard prefixes?.contains(where: name.hasPrefix) ?? true else { continue }
      unlink("\(path)/\(name)")
    }
  }

  // MARK: Files

  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
      }
    }
    return names
  }

  private static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, (0...fileBytesMax).contains(Int(status.st_size)) else {
      return []
    }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let part = read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        if part < 0 && errno == EINTR { continue }
        guard part > 0 else { return }
        count += part
      }
    }
  }
}

extension DocumentFolder.Problem {
  fileprivate static var lastError: Self { Self(reason: String(cString: strerror(errno))) }

  fileprivate init(_ problem: FreshFile.Problem) {
    self =
      if case .failed(_, let reason) = problem { Self(reason: reason) } else {
        Self(reason: "something else has its name")
      }
  }
}
