import Foundation
import StageKit
import TestKit
import Testing

/// The sandbox as others see SmartBill: a public client drives it, a public tool holds it to
/// SmartBill's own specification.
@Suite struct SandboxToolTests {
  private static let token = "003|sandbox-token"

  private func sandbox(
    _ options: String..., use: (RunningProgram) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { folder in
      let program = try await RunningProgram(
        "punte-sandbox",
        [
          "smartbill", "--port", "0", "--email", "office@firma.example", "--token", Self.token,
          "--rate-calls", "1000000",
        ] + options, in: URL(filePath: folder.path))
      try await use(program)
      await program.killAtOnce()
    }
  }

  @Test func `a public client does all that it can, once its spelling is allowed`() async throws {
    try await sandbox("--allow-series-name-query") { sandbox in
      let result = try await Command.python("drive_client.py", [sandbox.address, Self.token])
      let expected = """
        taxes: Normala 21.0
        series: FCT PRF CH
        stocks: []
        create: FCT 0001
        payment status: 121.0
        pdf: %PDF-
        cancel: Factura cu seria si numarul FCT0001 a fost anulata cu succes.
        restore: Factura cu seria si numarul FCT0001 a fost restaurata cu succes.
        reverse: FCT 0002
        delete: Factura cu seria si numarul FCT0002 a fost stearsa cu succes.
        estimate: PRF 0001
        estimate pdf: %PDF-
        estimate cancel: Proforma cu seria si numarul PRF0001 a fost anulata cu succes.
        estimate restore: Proforma cu seria si numarul PRF0001 a fost restaurata cu succes.
        not invoiced: refused 200 Proforma cu seria PRF si numarul 0001 nu a fost facturata.
        convert: FCT 0002
        invoiced: FCT 0002
        estimate again: PRF 0002
        estimate delete: Proforma cu seria si numarul PRF0002 a fost stearsa cu succes.
        card: -
        delete card: Incasarea emisa catre clientul Ion Popescu RO99 in data de 23/11/2026 cu \
        valoare de 21 de tip Card a fost stearsa cu succes.
        receipt: CH 0001
        delete receipt: Chitanta cu seria si numarul CH0001 a fost stearsa cu succes.
        bon: 1
        bon text: TOTAL 121.00
        send: 0 Documentul a fost trimis cu succes.
        driven: 21 operations; left out: -

        """
      expectEqual(result.output, expected, "\(result.errors)")
      expectEqual(result.status, 0)
    }
  }

  @Test func `by default its spelling is refused, as SmartBill refuses it`() async throws {
    try await sandbox { sandbox in
      let result = try await Command.python("drive_client.py", [sandbox.address, Self.token])
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(lines.contains("create: FCT 0001"), "\(result.errors)")
      let series = "trebuie specificata in url in parametrul 'seriesname'!"
      for line in [
        "payment status: refused 400 Factura nu a fost gasita", "pdf: refused 502 <html>",
        "cancel: refused 400 Seria facturii \(series)",
        "restore: refused 400 Seria facturii \(series)",
        "delete: refused 400 Seria facturii \(series)",
        "estimate cancel: refused 400 Seria proformei \(series)",
        "delete receipt: refused 400 Seria chitantei \(series)",
      ] {
        #expect(lines.contains(line))
      }
    }
  }

  private func check(_ sandbox: RunningProgram) async throws -> CommandResult {
    let specification = Repository.path("Tests/SystemTests/Fixtures/smartbill-openapi.json")
    return try await Command.python(
      "check_openapi.py", [specification, sandbox.address, Self.token])
  }

  @Test func `its answers conform to SmartBill's specification, but for what is listed`()
    async throws
  {
    try await sandbox { sandbox in
      let result = try await check(sandbox)
      expectEqual(result.status, 0, "\(result.output)\n\(result.errors)")
      let lines = result.output.split(separator: "\n")
      let operations = lines.filter { !$0.hasPrefix("without ") }
      #expect(operations.count == 21 && operations.allSatisfy { $0.hasSuffix(": conforms") })
      // Each intended difference is one: without it the check fails.
      let differences = lines.filter { $0.hasPrefix("without ") }
      #expect(differences.count == 15 && differences.allSatisfy { $0.hasSuffix(": fails") })
    }
  }

  @Test func `an answer that doesn't conform is caught`() async throws {
    try await sandbox { sandbox in
      try await HTTP.post(
        sandbox.address + "/_sandbox/faults", #"{"fault":"error_200","endpoint":"stocks"}"#)
      let result = try await check(sandbox)
      expectEqual(result.status, 1)
      #expect(result.output.contains("GET /stocks: fails"), "\(result.output)")
      #expect(result.output.contains("GET /tax: conforms"))
    }
  }
}
