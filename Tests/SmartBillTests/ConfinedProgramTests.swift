import Foundation
import TestKit
import Testing

@testable import SmartBill

/// What a program that reads a stranger's file is given: told by one that stands in for it.
@Suite struct ConfinedProgramTests {
  /// By the shell's own words alone, since it may start nothing.
  private static let script = """
    #!/bin/sh
    echo "environment:"
    export -p
    printf "memory "; ulimit -v
    printf "time "; ulimit -t
    printf "files "; ulimit -n
    printf "size "; ulimit -f
    printf "core "; ulimit -c
    printf "processes "; ulimit -p
    printf "folder "; pwd
    while read -r line; do
      case "$line" in NoNewPrivs*) echo "$line" ;; esac
    done </proc/self/status
    """

  private func output(
    of script: String, on pdf: [UInt8] = Array("%PDF-1.5".utf8)
  ) async throws -> String {
    try await TemporaryFolder.use { folder in
      let program = folder.path("reader")
      try Data(script.utf8).write(to: URL(filePath: program))
      chmod(program, 0o700)
      return try await PDFText(program: program).text(of: pdf)
    }
  }

  @Test func `it sees no secret, has limits on all, and gets no more privileges`() async throws {
    setenv("PUNTE_TEST_SECRET", "whsec_secret", 1)
    defer { unsetenv("PUNTE_TEST_SECRET") }
    let output = try await output(of: Self.script)
    #expect(!output.contains("PUNTE_TEST_SECRET") && !output.contains("whsec_secret"))
    #expect(!output.contains("PATH=") && !output.contains("HOME="))
    for line in [
      "memory \(ConfinedProgram.memoryBytesMax / 1024)", "time \(ConfinedProgram.cpuSecondsMax)",
      "files \(ConfinedProgram.openFilesMax)", "size 0", "core 0",
      "processes \(ConfinedProgram.processesMax)", "folder /",
    ] { #expect(output.split(separator: "\n").contains(Substring(line)), "\(line)") }
    #expect(output.contains("NoNewPrivs:\t1") || output.contains("NoNewPrivs: 1"))
  }

  @Test func `one that writes a file is ended before it has written`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let file = folder.path("written")
      await #expect(throws: PDFText.Failure.self) {
        _ = try await output(of: "#!/bin/sh\necho x >\(file)\necho done >\(file)\n")
      }
      #expect(FileManager.default.contents(atPath: file)?.isEmpty ?? true)
    }
  }

  @Test func `one that ends before it has read its file is no end of this process`() async throws {
    // More than a pipe holds, so that the rest is written when nobody reads any more.
    let pdf = Array("%PDF-1.5".utf8) + [UInt8](repeating: 0, count: 1 << 20)
    await #expect(throws: PDFText.Failure.self) {
      _ = try await output(of: "#!/bin/sh\nexit 3\n", on: pdf)
    }
  }

  @Test func `the real one reads under these limits`() async throws {
    // It says what is wrong with the file, so that it has run.
    let failure = await #expect(throws: PDFText.Failure.self) {
      _ = try await PDFText().text(of: Array("%PDF-1.5 and nothing more".utf8))
    }
    guard case .unreadable(let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason.contains("pdftotext ended with"))
  }
}
