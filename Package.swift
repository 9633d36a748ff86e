// swift-tools-version:6.2
import PackageDescription

// The map of Punte, bottom-up. A target imports only what stands above it in this list.
let package = Package(
  name: "punte",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "punte", targets: ["App"]),
    .executable(name: "punte-bench", targets: ["Benchmarks"]),
    .executable(name: "punte-sandbox", targets: ["Sandbox"]),
    .executable(name: "punte-simulate", targets: ["Simulator"]),
    .executable(name: "punte-verify", targets: ["Verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    // Without its traits: Punte has its own settings, and the whole Foundation only where it needs it.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
  ],
  targets: [
    // 0. C: system libraries, each a module map and a shim header.
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // The system's own calls that Swift can't make.
    .systemLibrary(name: "CLinux"),
    // Draws the PDFs of the pretended SmartBill.
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),

    // 1. Words: the words of the business, and the promises the outside world must keep.
    .target(name: "Domain"),

    // 2. Means.
    // Counts and times what happens, and writes it as Prometheus reads it.
    .target(name: "Meters"),
    // Makes files anew, and gives them their names once they are whole.
    .target(name: "Files"),
    // Turns an event into commands, touching nothing.
    .target(name: "Handlers", dependencies: ["Domain"]),
    // Decides from raw bytes, headers, secrets and time whether a delivery is genuine; also signs.
    .target(name: "Signatures", dependencies: ["Domain", "COpenSSL"]),
    // Sends one HTTP request through libcurl, within limits.
    .target(name: "Transport", dependencies: ["Domain", "CCurl", .httpTypes]),

    // 3. Work: claims, performs and settles jobs.
    .target(
      name: "Engine", dependencies: ["Domain", "Handlers", "Meters", .logging, .serviceLifecycle]),

    // 4. Edges.
    // Turns an HTTP request into an accepted or refused delivery.
    .target(
      name: "Listener",
      dependencies: [
        "Domain", "Handlers", "Meters", "Signatures", .hummingbird, .httpTypes, .logging, .nioCore,
        .nioHTTP1, .serviceLifecycle,
      ]),
    // Speaks SmartBill: wire types, rate window, error reading, the search for an invoice in doubt.
    .target(
      name: "SmartBill",
      dependencies: ["CLinux", "Domain", "Meters", "Transport", .httpTypes, .subprocess]),
    // Speaks to shops: signed callbacks.
    .target(name: "Shops", dependencies: ["Domain", "Signatures", "Transport", .httpTypes]),
    // Keeps invoices' PDFs, each fetched once.
    .target(name: "Documents", dependencies: ["Domain", "Files", "Signatures", .logging]),
    // Keeps the store's promises in SQLite, through GRDB.
    .target(
      name: "StoreSQLite",
      dependencies: ["Domain", "Files", "Meters", "Signatures", .grdb, .sqlite]),

    // 5. Programs.
    // Reads settings, wires the parts, is the command line.
    .executableTarget(
      name: "App",
      dependencies: [
        "CCurl", "CLinux", "COpenSSL", "Documents", "Domain", "Engine", "Files", "Handlers",
        "Listener", "Meters", "Shops",
        "Signatures", "SmartBill", "StoreSQLite", "Transport",
        .argumentParser, .httpTypes, .logging, .serviceLifecycle, .sqlite, .unixSignals,
        .product(name: "Yams", package: "Yams"),
      ],
      // The schema that the listener serves, linked to where `samples/` has it.
      resources: [.embedInCode("Resources/events.schema.json")]),
    // Pretends to be SmartBill, and to be a shop; imports none of the client's code, so that one
    // misreading can't pass on both sides.
    .executableTarget(
      name: "Sandbox",
      dependencies: [
        "CCairo", "COpenSSL", .argumentParser, .httpTypes, .hummingbird, .logging, .nioCore,
        .serviceLifecycle,
      ]),

    // Tests: a folder a target, what they share, and the real binaries end to end.
    .target(name: "TestKit", dependencies: ["Domain"], path: "Tests/TestKit"),
    // Sets the real binaries up in a folder of their own: a shop, a SmartBill, and Punte.
    .target(name: "StageKit", dependencies: ["Signatures", "TestKit"], path: "Tests/StageKit"),
    // Runs the engine, the handlers and the store against models, from a seed.
    .executableTarget(
      name: "Simulator",
      dependencies: ["Domain", "Engine", "StoreSQLite", .argumentParser, .logging],
      path: "Tests/Simulator"),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "TestKit"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestKit"]),
    .testTarget(name: "MetersTests", dependencies: ["Meters", "TestKit"]),
    .testTarget(name: "HandlersTests", dependencies: ["Handlers", "TestKit"]),
    .testTarget(name: "SignaturesTests", dependencies: ["Signatures", "TestKit"]),
    .testTarget(name: "TransportTests", dependencies: ["Transport", "TestKit", .hummingbird]),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Domain", "Engine", "Meters", "StoreSQLite", "TestKit", .logging, .serviceLifecycle,
      ]),
    .testTarget(
      name: "ListenerTests",
      dependencies: [
        "Domain", "Listener", "Meters", "Signatures", "StageKit", "TestKit", .logging, .nioCore,
        .nioEmbedded, .nioHTTP1, .serviceLifecycle,
      ]),
    .testTarget(
      name: "SmartBillTests", dependencies: ["Handlers", "SmartBill", "TestKit", "Transport"]),
    .testTarget(
      name: "ShopsTests", dependencies: ["Shops", "Signatures", "TestKit", "Transport"]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Domain", "TestKit", .logging]),
    .testTarget(
      name: "StoreSQLiteTests", dependencies: ["Meters", "StoreSQLite", "TestKit", .grdb, .sqlite],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AppTests",
      dependencies: [
        "App", "Domain", "Engine", "Listener", "Meters", "Shops", "Signatures", "SmartBill",
        "StoreSQLite", "TestKit", "Transport", .argumentParser, .logging, .sqlite,
      ]),
    .testTarget(
      name: "SandboxTests", dependencies: ["Sandbox", "TestKit", .logging, .serviceLifecycle]),
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "App", "Domain", "Engine", "Sandbox", "Signatures", "SmartBill", "StageKit", "TestKit",
        "Transport", .httpTypes,
      ],
      exclude: ["Fixtures", "Scripts"]),
    // Crashes the real binaries, and holds what is left to the promises; run by deploy/verify.
    .executableTarget(
      name: "Verify",
      dependencies: [
        "Domain", "Signatures", "StageKit", "StoreSQLite", "TestKit", .argumentParser,
      ],
      path: "Tests/Verify"),
    // Measures, each figure as a ratio to a baseline of the same run; run by deploy/bench.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Domain", "Listener", "Signatures", "StageKit", "StoreSQLite", "TestKit",
        .argumentParser, .grdb, .logging,
      ],
      path: "Tests/Benchmarks",
      exclude: ["deliveries.lua", "fastapi_receiver.py"]),
  ],
  swiftLanguageModes: [.v6]
)

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let logging = product(name: "Logging", package: "swift-log")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let serviceLifecycle = product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
  static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
  static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
}
