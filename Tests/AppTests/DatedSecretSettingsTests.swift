import Foundation
import Glibc
import Signatures
import TestKit
import Testing

@testable import App

@Suite struct DatedSecretSettingsTests {
  private static let list = "[ \"${MAGAZIN_SECRET}\" ]"
  private let path = "/etc/punte/shop"
  private let older = "whsec_" + String(repeating: "AAAA", count: 8)

  private func secrets(_ list: String, _ file: String = "") throws -> [KeptSecret] {
    let text = SettingsFile.good.replacing(Self.list, with: list)
    let files = [path: SecretFile(contents: file, permissions: 0o600)]
    return try SettingsFile.read(text, environment: ["OLD": older], files: files).get()
      .shops["magazin"]?.signature.secrets ?? []
  }

  private func errors(_ list: String, _ file: String = "") -> String {
    SettingsFile.errors(
      replacing: Self.list, with: list, environment: ["OLD": older],
      files: [path: SecretFile(contents: file, permissions: 0o600)])
  }

  @Test func `a file holds several secrets, and when each ends`() throws {
    let kept = try secrets(
      "[ file:shop ]", "\(SettingsFile.secret)\n\n\(older) not_after=2026-12-31T10:00:00Z\n")
    expectEqual(kept.map(\.dated.notAfterSeconds), [nil, 1_798_711_200])
    expectEqual(kept.map(\.origin), [.file(path: path, line: 1), .file(path: path, line: 3)])
    expectEqual(kept[1].secret.fingerprint, (try Secret(standardWebhooks: older).fingerprint))
  }

  @Test func `a secret of the environment has its end in the settings`() throws {
    let kept = try secrets(
      "[ \"${MAGAZIN_SECRET}\", { secret: \"${OLD}\", not_after: 2026-12-31 } ]")
    expectEqual(kept.map(\.dated.notAfterSeconds), [nil, 1_798_761_599])
    expectEqual(kept[1].origin, .environment(variable: "OLD"))
  }

  @Test func `callbacks are signed with the same secrets, unless the shop has others`() throws {
    let text = SettingsFile.good.replacing(Self.list, with: "[ file:shop ]")
    let file = SecretFile(
      contents: "\(SettingsFile.secret)\n\(older) not_after=2026-12-31\n", permissions: 0o600)
    let same = try SettingsFile.read(text, files: [path: file]).get().shops["magazin"]
    expectEqual(same?.callbackSecrets.count, 2)
    let own = try SettingsFile.read(
      SettingsFile.good + "\n    callback_secret: file:shop\n", files: [path: file]
    ).get().shops["magazin"]
    expectEqual(own?.callbackSecrets.map(\.origin), same?.callbackSecrets.map(\.origin))
    expectEqual(own?.signature.secrets.count, 1)
  }

  @Test func `secrets that would all end are refused, and so is a fifth`() {
    #expect(
      errors("[ file:shop ]", "\(older) not_after=2026-12-31").contains(
        "would end altogether, as each secret has a not_after"))
    let five = String(repeating: older + "\n", count: 5)
    #expect(errors("[ file:shop ]", five).contains("holds 5 secrets; list 1 to 4"))
  }

  @Test(arguments: ["2026-02-30", "2026-12-31T10:00:00+02:00", "31.12.2026", "tomorrow", ""])
  func `an end that is no day or moment is refused, by its line`(end: String) {
    let message = errors("[ file:shop ]", "\(older)\n\(older) not_after=\(end)")
    #expect(message.contains("line 2 has a"), "\(message)")
    #expect(!message.contains("AAAA"))
    #expect(
      errors("[ \"${MAGAZIN_SECRET}\", { secret: \"${OLD}\", not_after: \"\(end)\" } ]")
        != "no error")
  }

  @Test func `a rotation puts the new secret first and lets the others end`() throws {
    let old = try SecretLines(
      "one\ntwo not_after=2026-01-01\nthree not_after=2030-01-01\nfour not_after=2026-12-01\n")
    let end = SecretEnd(seconds: 1_798_711_200)
    let lines = SecretRotation.lines(
      of: old, adding: "new", othersEnd: end, atSeconds: 1_790_000_000)
    expectEqual(
      lines.text,
      """
      new
      one not_after=2026-12-31T10:00:00Z
      three not_after=2026-12-31T10:00:00Z
      four not_after=2026-12-01T23:59:59Z

      """)
  }

  @Test func `an end is told three days before, and after`() throws {
    func outlook(_ now: Int64) throws -> SecretOutlook.Stage? {
      let dated = DatedSecret(
        try Secret(standardWebhooks: older), notAfterSeconds: 1_000_000)
      let kept = KeptSecret(dated: dated, origin: .environment(variable: "OLD"))
      return SecretOutlook(kept, atSeconds: now)?.stage
    }
    #expect(try outlook(1_000_000 - 259_201) == nil)
    try expectEqual(outlook(1_000_000 - 259_200), .endsSoon)
    try expectEqual(outlook(1_000_000), .endsSoon)
    try expectEqual(outlook(1_000_001), .ended)
  }

  // MARK: Real files

  @Test(
    arguments: [
      (0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o660, false), (0o601, false),
    ] as [(mode_t, Bool)])
  func `a real file is refused where others may touch it`(mode: mode_t, isGood: Bool) async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("secret")
      try "whsec_x\n".write(toFile: path, atomically: false, encoding: .utf8)
      expectEqual(chmod(path, mode), 0)
      let file = try FileReading.secret(path).get()
      let text = try? file.text(path: path, environment: [:])
      expectEqual((text == "whsec_x"), isGood)
    }
  }

  @Test func `another user's file is refused`() {
    let file = SecretFile(contents: "x", permissions: 0o600, isOwnedByOther: true)
    #expect(throws: SettingsComplaint.self) { try file.text(path: "/x", environment: [:]) }
  }

  @Test func `root checks in the place of who owns the database, anybody else for themselves`() {
    func owners(_ user: uid_t, _ database: uid_t?) -> Set<uid_t> {
      SettingsOptions.secretOwners(for: user, databaseOwner: database)
    }
    #expect(owners(0, 990) == [0, 990] && owners(0, nil) == [0])
    expectEqual(owners(990, 1000), [0, 990])
  }

  @Test func `whose a real file is is looked at, whoever reads it`() async throws {
    // Only root can give a file away.
    guard geteuid() == 0 else { return }
    try await TemporaryFolder.use { folder in
      let path = folder.path("secret")
      try "whsec_x\n".write(toFile: path, atomically: false, encoding: .utf8)
      expectEqual(chmod(path, 0o600), 0)
      #expect(try !FileReading.secret(path).get().isOwnedByOther)
      // Nobody.
      expectEqual(chown(path, 65_534, 65_534), 0)
      let file = try FileReading.secret(path).get()
      #expect(file.isOwnedByOther)
      #expect(throws: SettingsComplaint.self) { try file.text(path: path, environment: [:]) }
    }
  }

  @Test func `a pipe that nobody writes to is refused at once, and so is a folder`() async throws {
    try await TemporaryFolder.use { folder in
      let pipe = folder.path("pipe")
      expectEqual(mkfifo(pipe, 0o600), 0)
      for path in [pipe, folder.path] {
        guard case .failure(.notFile) = FileReading.secret(path) else {
          Issue.record("\(path) was read")
          continue
        }
      }
    }
  }

  @Test func `a file is replaced whole, its permissions kept, through a link too`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("secret")
      try WholeFile.create(path, "old")
      #expect(throws: WholeFile.Problem.exists) { try WholeFile.create(path, "x") }
      expectEqual(chmod(path, 0o400), 0)
      let link = folder.path("link")
      expectEqual(symlink(path, link), 0)
      try WholeFile.replace(link, "new")
      let read = try FileReading.contents(of: path, bytesMax: 100)
      #expect(read.bytes == Array("new".utf8) && read.permissions == 0o400)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      expectEqual(names.sorted(), ["link", "secret"])
    }
  }
}
