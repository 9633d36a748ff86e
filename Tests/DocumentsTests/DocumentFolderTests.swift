import Domain
import Foundation
import TestKit
import Testing

@testable import Documents

@Suite struct DocumentFolderTests {
  private let pdf = Array("%PDF-1.7 one".utf8)
  private let now = Timestamp.sample

  private func withFolder(
    bytesMax: Int = DocumentFolder.bytesMaxDefault,
    _ test: (_ path: String, _ folder: DocumentFolder) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { temporary in
      let path = temporary.path("punte.db.documents")
      try await test(path, DocumentFolder(path: path, bytesMax: bytesMax))
    }
  }

  private func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `what is kept is found again, after a restart too`() async throws {
    try await withFolder { path, folder in
      let name = DocumentName(.sample())
      #expect(folder.pdf(name, at: now) == nil)
      try folder.keep(pdf, as: name, at: now)
      expectEqual(folder.pdf(name, at: now), pdf)
      expectEqual(DocumentFolder(path: path).pdf(name, at: now), pdf)
    }
  }

  @Test func `it is for its owner alone`() async throws {
    try await withFolder { path, folder in
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
      try folder.keep(pdf, as: DocumentName(.sample()), at: now)
      func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      }
      try expectEqual(mode(path), 0o700)
      try expectEqual(mode("\(path)/\(names(in: path)[0])"), 0o600)
    }
  }

  @Test func `a copy that is damaged anywhere is no copy, and goes`() async throws {
    try await withFolder { path, folder in
      let name = DocumentName(.sample())
      try folder.keep(pdf, as: name, at: now)
      let file = "\(path)/\(name)"
      let whole = try Data(contentsOf: URL(filePath: file))
      var damaged = (0..<whole.count).map { whole.prefix($0) }
      damaged += whole.indices.map { index in
        var bytes = whole
        bytes[index] ^= 1
        return bytes
      }
      damaged += [whole + Data([0]), Data(count: whole.count)]
      for bytes in damaged {
        try bytes.write(to: URL(filePath: file))
        let found = folder.pdf(name, at: now)
        // Of the line only the time of keeping may differ and still be read.
        #expect(found == nil || found == pdf)
        if found == nil { #expect(!FileManager.default.fileExists(atPath: file)) }
      }
      let body = whole.count - pdf.count
      for index in whole.indices where index >= body {
        var bytes = whole
        bytes[index] ^= 0x20
        try bytes.write(to: URL(filePath: file))
        #expect(folder.pdf(name, at: now) == nil)
      }
    }
  }

  @Test func `a copy grows old`() async throws {
    try await withFolder { path, folder in
      let name = DocumentName(.sample())
      try folder.keep(pdf, as: name, at: now)
      let end = now + DocumentFolder.keptForDefault
      expectEqual(folder.pdf(name, at: end - .milliseconds(1)), pdf)
      #expect(folder.pdf(name, at: end) == nil)
      #expect(try names(in: path).isEmpty)
    }
  }

  @Test func `an invoice that changed has another copy, and its old one goes`() async throws {
    try await withFolder { path, folder in
      let issued = DocumentName(.sample(1))
      let neighbour = DocumentName(.sample(11))
      let cancelled = DocumentName(.sample(1, .cancelled))
      let later = DocumentName(.sample(1, updatedAt: .sample + .milliseconds(1)))
      expectEqual(Set([issued, neighbour, cancelled, later]).count, 4)
      try folder.keep(pdf, as: issued, at: now)
      try folder.keep(pdf, as: neighbour, at: now)
      #expect(folder.pdf(cancelled, at: now) == nil && folder.pdf(later, at: now) == nil)
      try folder.keep(pdf, as: cancelled, at: now)
      #expect(folder.pdf(issued, at: now) == nil)
      try expectEqual(names(in: path), ["\(cancelled)", "\(neighbour)"].sorted())
    }
  }

  @Test func `beyond its size the oldest go, those of an earlier run too`() async throws {
    try await withFolder { path, first in
      let size = KeptDocument(pdf: pdf, keptAt: now).file.count
      try first.keep(pdf, as: DocumentName(.sample(1)), at: now)
      // A file's time has the resolution of the system's clock tick.
      let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1)]
      try FileManager.default.setAttributes(
        old, ofItemAtPath: "\(path)/\(DocumentName(.sample(1)))")
      try first.keep(pdf, as: DocumentName(.sample(2)), at: now)
      let folder = DocumentFolder(path: path, bytesMax: 3 * size)
      for id in 3...5 { try folder.keep(pdf, as: DocumentName(.sample(Int64(id))), at: now) }
      let kept = (1...5).filter { folder.pdf(DocumentName(.sample(Int64($0))), at: now) != nil }
      expectEqual(kept, [3, 4, 5])
      try expectEqual(names(in: path).count, 3)
    }
  }

  @Test func `parts of a dead process are cleared away, a stranger's files are left alone`()
    async throws
  {
    try await withFolder { path, folder in
      try folder.keep(pdf, as: DocumentName(.sample()), at: now)
      for name in ["4242-1.part", "notes.txt"] {
        #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data([1])))
      }
      _ = DocumentFolder(path: path)
      try expectEqual(names(in: path), ["\(DocumentName(.sample()))", "notes.txt"])
    }
  }

  @Test func `where nothing can be written it says why`() async throws {
    try await TemporaryFolder.use { temporary in
      let path = temporary.path("file")
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      let folder = DocumentFolder(path: path)
      #expect(throws: DocumentFolder.Problem.self) {
        try folder.keep(pdf, as: DocumentName(.sample()), at: now)
      }
    }
  }
}
