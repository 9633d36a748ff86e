import Files
import Foundation
import TestKit
import Testing

@Suite struct FreshFileTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func put(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : 0
  }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a file gets its name once it is whole, and is its owner's alone`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("new")
      let file = try FreshFile(path, replacing: false)
      try file.write(Array("a".utf8))
      #expect(!FileManager.default.fileExists(atPath: path))
      expectEqual(mode(file.part) & 0o777, 0o600)
      try file.write(Array("b".utf8))
      try file.finish()
      #expect(try text(path) == "ab" && mode(path) & 0o777 == 0o600)
      try expectEqual(names(folder), ["new"])
    }
  }

  @Test func `a file that is there stays, or is replaced as a whole, its mode too`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("old")
      try put("old", path)
      chmod(path, 0o666)
      #expect(throws: FreshFile.Problem.exists(path: path)) {
        try FreshFile.make(path, of: [1], replacing: false)
      }
      try expectEqual(text(path), "old")
      // Whoever has it open goes on with the old one.
      let open = try #require(FileHandle(forReadingAtPath: path))
      try FreshFile.make(path, of: Array("new".utf8), replacing: true)
      try expectEqual(open.readToEnd(), Data("old".utf8))
      #expect(try text(path) == "new" && mode(path) & 0o777 == 0o600)
    }
  }

  @Test func `a link is not followed: what it leads to stays as it is`() async throws {
    try await TemporaryFolder.use { folder in
      let (precious, link) = (folder.path("precious"), folder.path("link"))
      try put("precious", precious)
      symlink(precious, link)
      #expect(throws: FreshFile.Problem.exists(path: link)) {
        try FreshFile.make(link, of: [1], replacing: false)
      }
      try FreshFile.make(link, of: Array("new".utf8), replacing: true)
      #expect(try text(precious) == "precious" && text(link) == "new")
      expectEqual(mode(link) & S_IFMT, S_IFREG)
      // One that leads nowhere makes nothing there.
      let (nowhere, dangling) = (folder.path("nowhere"), folder.path("dangling"))
      symlink(nowhere, dangling)
      #expect(throws: FreshFile.Problem.exists(path: dangling)) {
        try FreshFile.make(dangling, of: [1], replacing: false)
      }
      try FreshFile.make(dangling, of: [1], replacing: true)
      #expect(!FileManager.default.fileExists(atPath: nowhere))
    }
  }

  @Test func `what others put under the names that could be guessed is not written to`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let path = folder.path("copy")
      let theirs = ["copy.part", "copy.new", "copy~", "copy.tmp", "copy.zzzzzzzzzzzzzzzz.part"]
      for name in theirs { try put("theirs", folder.path(name)) }
      let file = try FreshFile(path, replacing: true)
      let other = try FreshFile(folder.path("other"), replacing: true)
      #expect(!theirs.map(folder.path).contains(file.part))
      #expect(file.part.dropFirst(path.count) != other.part.dropFirst(folder.path("other").count))
      try file.write(Array("mine".utf8))
      try file.finish()
      other.discard()
      for name in theirs { try expectEqual(text(folder.path(name)), "theirs") }
      try expectEqual(names(folder), (theirs + ["copy"]).sorted())
    }
  }

  @Test func `a link in the place of what a killed process left is left alone`() async throws {
    try await TemporaryFolder.use { folder in
      try put("precious", folder.path("precious"))
      let part = folder.path("copy.0123456789abcdef.part")
      symlink(folder.path("precious"), part)
      try FreshFile.make(folder.path("copy"), of: [1], replacing: true)
      expectEqual(mode(part) & S_IFMT, S_IFLNK)
      try expectEqual(text(folder.path("precious")), "precious")
    }
  }

  @Test func `what is dropped leaves nothing`() async throws {
    try await TemporaryFolder.use { folder in
      let file = try FreshFile(folder.path("x"), replacing: true)
      try file.write([1])
      file.discard()
      #expect(try names(folder).isEmpty)
    }
  }

  @Test(arguments: ["/dev/null", "/dev/stdout", "/proc/self/comm", "/tmp", "/tmp/", ""])
  func `a device or a folder is no place for a file`(path: String) {
    let before = mode(path)
    #expect(throws: FreshFile.Problem.notFile(path: path)) {
      try FreshFile.make(path, of: [1], replacing: true)
    }
    expectEqual(mode(path), before)
  }

  @Test func `a folder that isn't there is said in the system's words`() async throws {
    try await TemporaryFolder.use { folder in
      let error = #expect(throws: FreshFile.Problem.self) {
        try FreshFile.make(folder.path("none/x"), of: [1], replacing: true)
      }
      guard case .failed(let path, let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      // The one that was named, not the one of the moment.
      expectEqual(path, folder.path("none/x"))
      #expect(reason.contains("No such file"))
    }
  }
}
