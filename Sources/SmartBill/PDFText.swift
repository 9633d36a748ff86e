import CLinux
import Glibc
import Subprocess

/// The text of a PDF, by poppler's `pdftotext`. A program of its own, confined: a damaged file can't
/// bring down more than that, and an evil one finds nothing there.
struct PDFText {
  /// Without a slash it is looked for on the PATH.
  var program = "pdftotext"

  enum Failure: Error, Equatable {
    case notAPDF
    /// The program is missing, failed, or took too long.
    case unreadable(String)
  }

  /// A document of 400 lines has some 40 kB.
  private static let textBytesMax = 4 << 20
  private static let errorBytesMax = 4096
  /// It takes milliseconds; a file that it hangs on must not hold a series.
  private static let timeout = Duration.seconds(30)

  func text(of pdf: [UInt8]) async throws(Failure) -> String {
    // An outage's HTML, say.
    guard pdf.starts(with: "%PDF".utf8) else { throw .notAPDF }
    do {
      return try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask { try await run(on: pdf) }
        group.addTask {
          try await Task.sleep(for: Self.timeout)
          throw Failure.unreadable("pdftotext took longer than \(Self.timeout)")
        }
        defer { group.cancelAll() }
        return try await group.next() ?? ""
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .unreadable("pdftotext can't be run: \(error)")
    }
  }

  /// The program reads a file and no pipe: where it ends before it has read all, a pipe would break,
  /// and Subprocess ends the process that writes to a broken one.
  private func run(on pdf: [UInt8]) async throws -> String {
    let confined: ConfinedProgram
    do {
      confined = try ConfinedProgram(program, ["-q", "-enc", "UTF-8", "-", "-"])
    } catch .missing(let name) {
      throw Failure.unreadable("pdftotext can't be run: there is no \(name)")
    }
    let result = try await Subprocess.run(
      .path(.init(confined.executable)), arguments: Arguments(confined.arguments),
      environment: .custom([:]), workingDirectory: "/",
      input: .fileDescriptor(
        .init(rawValue: try Self.file(of: pdf)), closeAfterSpawningProcess: true),
      output: .string(limit: Self.textBytesMax), error: .string(limit: Self.errorBytesMax))
    guard result.terminationStatus.isSuccess else {
      throw Failure.unreadable(
        "pdftotext ended with \(result.terminationStatus): \(result.standardError)")
    }
    return result.standardOutput
  }

  /// In memory alone: who is on the document is nobody's business. The caller closes it.
  private static func file(of bytes: [UInt8]) throws(Failure) -> Int32 {
    let file = clinux_nameless_file()
    guard file >= 0 else { throw .unreadable("pdftotext can't be run: no file in memory") }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        close(file)
        throw .unreadable("pdftotext can't be run: no memory for the document")
      }
      written += count
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}
