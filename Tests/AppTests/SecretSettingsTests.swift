import SmartBill
import TestKit
import Testing

@testable import App

struct SecretSettingsTests {
  private let path = "/etc/punte/token"

  private func errors(_ value: String, _ file: SecretFile?, at path: String) -> String {
    SettingsFile.errors(
      replacing: "${SMARTBILL_TOKEN}", with: value, files: file.map { [path: $0] } ?? [:])
  }

  @Test func `a secret is read from its file, without the line's end`() throws {
    let text = SettingsFile.good.replacing("${SMARTBILL_TOKEN}", with: "file:token")
    let file = SecretFile(contents: "003|abc\r\n\n", permissions: 0o600)
    let settings = try SettingsFile.read(text, files: [path: file]).get()
    expectEqual(settings.accounts["firma"]?.token, SmartBillToken("003|abc"))
  }

  @Test(arguments: [0o640, 0o604, 0o620] as [UInt32])
  func `a file that others can read or write is refused`(permissions: UInt32) {
    let file = SecretFile(contents: "003|abc", permissions: permissions)
    expectEqual(
      errors("file:token", file, at: path),
      """
      punte.yaml:7:12: accounts.firma.token: names a file that others can read; run chmod 600 \
      on it, and renew the secret
      """)
  }

  @Test func `a credential of systemd may show its access list as the group's`() {
    let credential = "/run/credentials/punte.service/token"
    let listed = SecretFile(contents: "003|abc", permissions: 0o440)
    expectEqual(errors("file:\(credential)", listed, at: credential), "no error")
    let open = SecretFile(contents: "003|abc", permissions: 0o444)
    #expect(errors("file:\(credential)", open, at: credential) != "no error")
  }

  @Test func `a missing or empty file is named`() {
    #expect(errors("file:token", nil, at: path).contains("names a file that doesn't exist"))
    let empty = SecretFile(contents: "\n", permissions: 0o600)
    #expect(errors("file:token", empty, at: path).contains("names an empty file"))
  }

  @Test func `no secret prints`() throws {
    let settings = try SettingsFile.read(SettingsFile.good).get()
    var shown = "\(settings)"
    dump(settings, to: &shown)
    #expect(!shown.contains("token-1"))
    #expect(!shown.contains("AAECAwQF"))
  }
}
