import Domain
import Logging
import TestKit
import Testing

@testable import Documents

@Suite struct KeptDocumentsTests {
  private static let pdf = Array("%PDF-1.7 one".utf8)
  private let time = TestClock()

  private func documents(_ source: ScriptedDocuments, in folder: TemporaryFolder) -> KeptDocuments {
    KeptDocuments(
      folder: DocumentFolder(path: folder.path("documents")), source: source, time: time,
      logger: Logger(label: "documents") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func `a hundred readers at once cause one fetch`() async throws {
    try await TemporaryFolder.use { folder in
      let (opened, gate) = AsyncStream<Void>.makeStream()
      let source = ScriptedDocuments { _ in
        for await _ in opened {}
        return .printed(Self.pdf)
      }
      let documents = documents(source, in: folder)
      try await withThrowingTaskGroup(of: PDFReading.self) { group in
        for _ in 0..<100 { group.addTask { await documents.pdf(of: .sample()) } }
        try await Polling.until("all wait") { documents.waitingCount == 99 }
        gate.finish()
        for try await reading in group { expectEqual(reading, .printed(Self.pdf)) }
      }
      expectEqual(source.fetchCount, 1)
      await expectEqual(documents.pdf(of: .sample()), .printed(Self.pdf))
      expectEqual(source.fetchCount, 1)
    }
  }

  @Test func `what was fetched outlives a restart`() async throws {
    try await TemporaryFolder.use { folder in
      let source = ScriptedDocuments { _ in .printed(Self.pdf) }
      _ = await documents(source, in: folder).pdf(of: .sample())
      await expectEqual(documents(source, in: folder).pdf(of: .sample()), .printed(Self.pdf))
      expectEqual(source.fetchCount, 1)
    }
  }

  @Test func `a cancelled invoice's earlier copy is never shown`() async throws {
    try await TemporaryFolder.use { folder in
      let source = ScriptedDocuments { .printed(Array("%PDF-\($0.state)".utf8)) }
      let documents = documents(source, in: folder)
      await expectEqual(documents.pdf(of: .sample()), .printed(Array("%PDF-issued".utf8)))
      await expectEqual(
        documents.pdf(of: .sample(17, .cancelled)), .printed(Array("%PDF-cancelled".utf8)))
      expectEqual(source.fetchCount, 2)
    }
  }

  @Test func `after a refusal SmartBill isn't asked again before its time`() async throws {
    try await TemporaryFolder.use { folder in
      let time = time
      let source = ScriptedDocuments { _ in
        .unavailable(Failure(.documentUnavailable), until: time.now() + .seconds(30))
      }
      let documents = documents(source, in: folder)
      let first = await documents.pdf(of: .sample())
      time.advance(by: .seconds(29))
      await expectEqual(documents.pdf(of: .sample()), first)
      expectEqual(source.fetchCount, 1)
      // Another invoice has nothing to do with it.
      _ = await documents.pdf(of: .sample(18))
      expectEqual(source.fetchCount, 2)
      time.advance(by: .seconds(1))
      _ = await documents.pdf(of: .sample())
      expectEqual(source.fetchCount, 3)
    }
  }

  @Test func `beyond so many fetches at once, and so many who wait, they are turned away`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let (opened, gate) = AsyncStream<Void>.makeStream()
      let source = ScriptedDocuments { _ in
        for await _ in opened {}
        return .printed(Self.pdf)
      }
      let documents = documents(source, in: folder)
      let busy = PDFReading.unavailable(
        Failure(.documentsBusy), until: time.now() + KeptDocuments.crowdedPause)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for id in 1...KeptDocuments.fetchesMax {
          group.addTask { _ = await documents.pdf(of: .sample(Int64(id))) }
        }
        try await Polling.until("all are fetched") {
          source.fetchCount == KeptDocuments.fetchesMax
        }
        await expectEqual(documents.pdf(of: .sample(1000)), busy)
        for _ in 0..<KeptDocuments.waitingMax {
          group.addTask { _ = await documents.pdf(of: .sample(1)) }
        }
        try await Polling.until("as many wait as may") {
          documents.waitingCount == KeptDocuments.waitingMax
        }
        await expectEqual(documents.pdf(of: .sample(1)), busy)
        gate.finish()
        try await group.waitForAll()
      }
      expectEqual(documents.waitingCount, 0)
      await expectEqual(documents.pdf(of: .sample(1000)), .printed(Self.pdf))
    }
  }

  @Test func `a fetch whose reader went away says nothing about SmartBill`() async throws {
    try await TemporaryFolder.use { folder in
      let time = time
      let source = ScriptedDocuments { _ in
        Task.isCancelled
          ? .unavailable(Failure(.documentsBusy), until: time.now() + .seconds(30))
          : .printed(Self.pdf)
      }
      let documents = documents(source, in: folder)
      await withTaskGroup(of: Void.self) { group in
        group.cancelAll()
        group.addTask { _ = await documents.pdf(of: .sample()) }
      }
      expectEqual(source.fetchCount, 1)
      await expectEqual(documents.pdf(of: .sample()), .printed(Self.pdf))
    }
  }
}
