import Dispatch
import Foundation
import TestKit

/// Reads a PDF with poppler's `pdftotext`, as Punte does.
enum PDFReader {
  struct Failure: Error {
    var what: String
  }

  /// The text that `pdftotext - -` finds.
  static func text(of pdf: [UInt8]) async throws -> String {
    try await TemporaryFolder.use { folder in
      let file = URL(filePath: folder.path("invoice.pdf"))
      try Data(pdf).write(to: file)
      return try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(with: Result { try textNow(of: file) })
        }
      }
    }
  }

  private static func textNow(of file: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/pdftotext")
    process.arguments = ["-enc", "UTF-8", "-", "-"]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let (text, complaint) = (Pipe(), Pipe())
    process.standardOutput = text
    process.standardError = complaint
    try process.run()
    let output = try text.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let words = try complaint.fileHandleForReading.readToEnd() ?? Data()
      throw Failure(what: String(decoding: words, as: UTF8.self))
    }
    return String(decoding: output, as: UTF8.self)
  }
}
