import ArgumentParser
import Foundation
import StageKit
import TestKit

/// `punte-bench peers`: what others do with the same deliveries.
struct PeersBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "The same deliveries to a receiver of FastAPI and SQLite, and to Debian's webhook.",
    discussion: """
      The FastAPI receiver verifies, stores and syncs as Punte does, many in one commit. webhook \
      verifies a HMAC and starts /bin/true; it stores nothing.
      """)

  @OptionGroup var options: BenchOptions

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    try report.begin("peers, 64 connections", in: folder)
    let wrk = try Wrk(in: folder)
    let seconds = options.smoke ? 1 : 5
    let receiver = try await RunningProgram(
      "punte-bench", ["receiver", "--database", folder.appending(path: "punte.db").path],
      in: folder)
    let ours = try await wrk.deliver(
      to: receiver.address, connections: 64, seconds: seconds)
    await receiver.terminate()
    try report.add(Figure(name: "Punte", value: ours.rate, unit: "deliveries/s", note: text(ours)))

    let python = URL(filePath: Repository.path(".build/bench-python/bin/python"))
    let fastAPI = try await RunningProgram(
      python,
      [
        Repository.path("Tests/Benchmarks/fastapi_receiver.py"),
        folder.appending(path: "fastapi.db").path, Stage.secret,
      ], in: folder)
    let theirs = try await wrk.deliver(
      to: fastAPI.address, connections: 64, seconds: seconds)
    await fastAPI.killAtOnce()
    try report.add(
      Figure(
        name: "Punte to FastAPI and SQLite", value: ours.rate, unit: "deliveries/s",
        baseline: theirs.rate, baselineName: "FastAPI and SQLite",
        note: "theirs: \(text(theirs))"))

    try await hook(wrk, ours, seconds, report, folder)
  }

  private func hook(
    _ wrk: Wrk, _ ours: Wrk.Result, _ seconds: Int, _ report: Report, _ folder: URL
  ) async throws {
    let hooks = folder.appending(path: "hooks.json")
    // It knows no Standard Webhooks: the id's presence is all that it is asked to check.
    try """
    [{"id": "magazin", "execute-command": "/bin/true", "http-methods": ["POST"],
      "trigger-rule": {"match": {"type": "regex", "regex": "^msg_",
        "parameter": {"source": "header", "name": "webhook-id"}}}}]
    """.write(to: hooks, atomically: true, encoding: .utf8)
    let script = folder.appending(path: "hook.sh")
    let port = try FreePort.take()
    try """
    #!/bin/sh
    webhook -hooks \(hooks.path) -ip 127.0.0.1 -port \(port) -urlprefix webhooks &
    trap "kill $!" EXIT TERM
    until curl -s -o /dev/null http://127.0.0.1:\(port)/; do sleep 0.1; done
    echo "listening http://127.0.0.1:\(port)"
    wait
    """.write(to: script, atomically: true, encoding: .utf8)
    let webhook = try await RunningProgram(
      URL(filePath: "/bin/sh"), [script.path], in: folder)
    let theirs = try await wrk.deliver(
      to: webhook.address, connections: 64, seconds: seconds)
    await webhook.terminate()
    try report.add(
      Figure(
        name: "Punte to webhook", value: ours.rate, unit: "deliveries/s", baseline: theirs.rate,
        baselineName: "webhook, which stores nothing", note: "theirs: \(text(theirs))"))
  }

  private func text(_ result: Wrk.Result) -> String {
    "p50 \(result.p50) µs, p99 \(result.p99) µs"
  }
}

/// A port that nobody listens on, as far as the kernel knows.
enum FreePort {
  struct None: Error {}

  static func take() throws -> UInt16 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard bind(socket, generic, length) == 0, getsockname(socket, generic, &length) == 0
        else { throw None() }
        return UInt16(bigEndian: pointer.pointee.sin_port)
      }
    }
  }
}
