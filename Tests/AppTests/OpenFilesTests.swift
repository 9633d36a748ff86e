import TestKit
import Testing

@testable import App

@Suite struct OpenFilesTests {
  @Test(arguments: [(1024, 768), (10_768, 10_512), (10_767, 10_511), (1_048_576, 10_512), (20, 1)])
  func `connections leave room for everything else`(limit: Int, connections: Int) {
    expectEqual(OpenFiles(limit: limit).connections(of: 10_512), connections)
  }

  @Test func `the limit asked for is just enough`() throws {
    let limit = try #require(OpenFiles.remedy(for: 10_512).firstMatch(of: /to (\d+):/)?.1)
    expectEqual(OpenFiles(limit: try #require(Int(limit))).connections(of: 10_512), 10_512)
    expectEqual(OpenFiles(limit: try #require(Int(limit)) - 1).connections(of: 10_512), 10_511)
  }
}
