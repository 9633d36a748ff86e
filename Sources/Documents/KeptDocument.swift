import Domain
import Signatures

/// A document as its file holds it: a line that proves the rest whole, then the PDF. Files are not
/// synced, so after a power cut one may be empty, cut or another's.
struct KeptDocument: Equatable {
  /// Longer than any first line.
  static let lineBytesMax = 200
  private static let format = "punte-document-1"

  let pdf: [UInt8]
  let keptAt: Timestamp

  var file: [UInt8] {
    let words = [
      Self.format, "\(keptAt.milliseconds)", "\(pdf.count)", MessageDigest.sha256Text(pdf),
    ]
    return Array((words.joined(separator: " ") + "\n").utf8) + pdf
  }

  init(pdf: [UInt8], keptAt: Timestamp) {
    self.pdf = pdf
    self.keptAt = keptAt
  }

  /// nil for anything that isn't just as it was written.
  init?(file: [UInt8]) {
    guard let end = file.prefix(Self.lineBytesMax).firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    let words = String(decoding: file[..<end], as: UTF8.self).split(separator: " ")
    guard words.count == 4, words[0] == Self.format, let moment = Int64(words[1]) else {
      return nil
    }
    pdf = Array(file[(end + 1)...])
    keptAt = Timestamp(milliseconds: moment)
    guard words[2] == "\(pdf.count)", words[3] == MessageDigest.sha256Text(pdf) else { return nil }
  }
}
