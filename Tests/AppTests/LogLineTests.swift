import Domain
import Logging
import Synchronization
import TestKit
import Testing

@testable import App

struct LogLineTests {
  private let at = Timestamp(milliseconds: 1_795_428_000_000)

  private func line(
    _ message: String, _ metadata: Logger.Metadata = [:], level: Logger.Level = .info
  ) -> LogLine {
    LogLine(at: at, level: level, message: message, metadata: metadata)
  }

  @Test func `a person reads one line of time, level, message and fields`() {
    expectEqual(
      line("invoice issued", ["series": "FCT", "number": "0042"]).text(in: .human),
      "\(at) info     invoice issued number=0042 series=FCT")
  }

  @Test func `a value that could be read in two ways stands in quotes`() {
    let text = line("x", ["a": "one two", "b": "", "c": "a=b", "d": "say \"da\""]).text(in: .human)
    #expect(text.hasSuffix(#"x a="one two" b="" c="a=b" d="say \"da\"""#))
  }

  @Test func `a program reads one object, whatever the values hold`() throws {
    let text = line("a\n\"b\"\\", ["time": "\u{1B}[2J\\", "ș": "Ș"], level: .error)
      .text(in: .json)
    #expect(!text.contains("\n"))
    let json = try JSON(text)
    expectEqual(json["time"].string, "\(at)")
    expectEqual(json["level"].string, "error")
    expectEqual(json["message"].string, #"a\n"b"\"#)
    expectEqual(json["fields"]["time"].string, #"\u{1b}[2J\"#)
    expectEqual(json["fields"]["ș"].string, "Ș")
  }

  @Test(arguments: LogFormat.allCases)
  func `nothing from outside begins a line or moves the cursor`(format: LogFormat) {
    let text = line("a\nb", ["k\r\n": "v\u{9B}2J\u{2028}"]).text(in: format)
    let isSafe = text.unicodeScalars.allSatisfy {
      ![.control, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(isSafe)
  }

  @Test func `values and fields are bounded`() {
    let long = String(repeating: "x", count: 100_000)
    expectEqual(line("m", ["k": "\(long)"]).fields[0].value.count, LogLine.valueScalarsMax + 1)
    expectEqual(line(long).message.count, Printable.scalarsMax + 1)
    let many = Dictionary(
      uniqueKeysWithValues: (0..<100).map { ("k\($0)", "v" as Logger.MetadataValue) })
    expectEqual(line("m", many).fields.count, LogLine.fieldsMax)
  }

  @Test func `a logger writes what its level lets through, with its own metadata`() {
    let written = Mutex<[String]>([])
    var logger = Logger(label: "test") { _ in
      StandardErrorLog(
        LogSettings(level: .notice, format: .human), now: { [at] in at },
        write: { text in written.withLock { $0.append(text) } })
    }
    logger[metadataKey: "shop"] = "magazin"
    logger.info("not this")
    logger.warning("this", metadata: ["order": "1001"])
    expectEqual(written.withLock { $0 }, ["\(at) warning  this order=1001 shop=magazin\n"])
  }
}
