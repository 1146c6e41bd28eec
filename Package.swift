// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // The tests look into what is optimized, too: what they have tested is what ships, to the byte. A module and its
  // interface are one job, since nothing begins with the interface alone.
  .unsafeFlags(["-enable-testing", "-no-emit-module-separately-wmo"], .when(configuration: .release)),
]

/// Tests are built fast rather than to be fast: nearly all of their time passes in what they test.
let ofTests: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// A released program needs no Swift on its host. Every service maps its program on its own at each start: exporting no
/// symbols, which nobody links to, and packing the relocations (lld, glibc 2.36 or later) takes 5 of 30 MB of memory.
/// The libraries are those of which Foundation consists, and that of C++, which they need.
let released: [LinkerSetting] =
  [
    .unsafeFlags(
      [
        "-static-stdlib", "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker",
        "pack-relative-relocs",
      ], .when(configuration: .release))
  ]
  + ["CoreFoundation", "_FoundationICU", "_FoundationCShims", "_FoundationCollections", "stdc++"].map {
    .linkedLibrary($0, .when(configuration: .release))
  }

let package = Package(
  name: "oauth-apps",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

    .target(name: "JSON", swiftSettings: strict),
    .target(name: "OpenMetrics", swiftSettings: strict),
    .target(name: "SystemCalls", swiftSettings: strict),
    .target(name: "WireProtocol", dependencies: ["JSON"], exclude: ["README.md"], swiftSettings: strict),
    .target(name: "RPC", dependencies: ["JSON", "WireProtocol"], swiftSettings: strict),
    .target(name: "Manual", swiftSettings: strict),
    .target(name: "ProtocolReference", dependencies: ["Manual", "RPC", "WireProtocol"], swiftSettings: strict),
    .target(name: "Permissions", dependencies: ["JSON", "SystemCalls"], swiftSettings: strict),
    .target(
      name: "OpenAPI", dependencies: ["JSON", "Permissions", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "JOSE",
      dependencies: [
        "JSON", "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(name: "ICUStubData"),
    .target(
      name: "Storage",
      dependencies: [
        "ICUStubData", "JSON", "RPC", "SystemCalls", "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "SocketTransport",
      dependencies: [
        "CLinux", "CSystemd", "JSON", "RPC", "SystemCalls", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),

    .target(
      name: "AppRegistry",
      dependencies: [
        "JOSE", "JSON", "Permissions", "RPC", "Storage", "WireProtocol",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .target(
      name: "SecretManager",
      dependencies: [
        "JSON", "RPC", "Storage", "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .target(
      name: "TokenIssuer",
      dependencies: [
        "JOSE", "Permissions", "Storage", "RPC", "WireProtocol",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),

    .target(
      name: "Daemon",
      dependencies: [
        "JSON", "Permissions", "RPC", "SocketTransport", "SystemCalls", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),
    .target(
      name: "StatefulDaemon",
      dependencies: [
        "Daemon", "SocketTransport", "Storage", "WireProtocol", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "UnitTokens",
      dependencies: [
        "Daemon", "RPC", "SocketTransport", "SystemCalls", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),
    .target(
      name: "HTTP",
      dependencies: [
        "Daemon", "JSON", "OpenMetrics", "RPC", "SocketTransport", "SystemCalls", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),
    .target(
      name: "Gateway",
      dependencies: [
        "Daemon", "HTTP", "JSON", "Permissions", "RPC", "SocketTransport", "WireProtocol",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: strict),

    .target(
      name: "Console",
      dependencies: [
        "Daemon", "HTTP", "JOSE", "JSON", "Permissions", "RPC", "SocketTransport", "WireProtocol",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: strict),

    .target(
      name: "GatewayTLS",
      dependencies: [
        "HTTP", "SystemCalls", "WireProtocol",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ], swiftSettings: strict),

    .target(
      name: "Backup",
      dependencies: [
        "AppRegistry", "JOSE", "JSON", "SecretManager", "SocketTransport", "Storage", "SystemCalls", "TokenIssuer",
        "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: strict),

    .target(
      name: "Commands",
      dependencies: [
        "Backup", "JOSE", "JSON", "Manual", "OpenAPI", "OpenMetrics", "Permissions", "ProtocolReference", "RPC",
        "SocketTransport", "SystemCalls", "WireProtocol",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),

    .executableTarget(
      name: "oauth-app-registry", dependencies: ["AppRegistry", "Daemon", "StatefulDaemon", "WireProtocol"],
      swiftSettings: strict, linkerSettings: released),
    .executableTarget(
      name: "oauth-secret-manager", dependencies: ["Daemon", "SecretManager", "StatefulDaemon", "WireProtocol"],
      swiftSettings: strict, linkerSettings: released),
    .executableTarget(
      name: "oauth-token-issuer",
      dependencies: ["Daemon", "JOSE", "StatefulDaemon", "TokenIssuer", "UnitTokens", "WireProtocol"],
      swiftSettings: strict, linkerSettings: released),
    .executableTarget(
      name: "oauth-gateway", dependencies: ["Daemon", "Gateway", "GatewayTLS", "HTTP", "WireProtocol"],
      swiftSettings: strict, linkerSettings: released),
    .executableTarget(
      name: "oauth-console", dependencies: ["Console", "Daemon", "HTTP", "WireProtocol"], swiftSettings: strict,
      linkerSettings: released),
    .executableTarget(
      name: "oauthctl", dependencies: ["Commands", "SocketTransport"], swiftSettings: strict, linkerSettings: released),

    .systemLibrary(name: "CLinux"),
    .executableTarget(name: "unix-echo"),
    .target(
      name: "Benchmark",
      dependencies: [
        "AppRegistry", "CLinux", "Commands", "JOSE", "JSON", "RPC", "SecretManager", "SocketTransport", "Storage",
        "SystemCalls", "WireProtocol",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], exclude: ["README.md"], swiftSettings: strict),
    .executableTarget(
      name: "oauth-bench", dependencies: ["Benchmark"], swiftSettings: strict, linkerSettings: released),

    .target(
      name: "TestSupport",
      dependencies: [
        "AppRegistry", "JOSE", "JSON", "Permissions", "RPC", "SecretManager", "SocketTransport", "Storage",
        "SystemCalls", "TokenIssuer", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], path: "Tests/TestSupport", swiftSettings: ofTests),
    .testTarget(
      name: "EndToEnd", dependencies: ["JOSE", "JSON", "RPC", "SystemCalls", "TestSupport", "WireProtocol"],
      exclude: ["Resources"], swiftSettings: ofTests),
    .testTarget(
      name: "PackageTests", dependencies: ["JSON", "RPC", "TestSupport", "WireProtocol"], swiftSettings: ofTests),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: ofTests),
    .testTarget(
      name: "WireProtocolTests", dependencies: ["JSON", "TestSupport", "WireProtocol"], swiftSettings: ofTests),
    .testTarget(
      name: "RPCTests", dependencies: ["JSON", "RPC", "TestSupport", "WireProtocol"], swiftSettings: ofTests),
    .testTarget(
      name: "ProtocolReferenceTests", dependencies: ["ProtocolReference", "WireProtocol"], swiftSettings: ofTests),
    .testTarget(
      name: "ManualTests",
      dependencies: [
        "Commands", "Manual", "ProtocolReference", "TestSupport", "WireProtocol",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: ofTests),
    .testTarget(
      name: "PermissionsTests", dependencies: ["JSON", "Permissions"], exclude: ["spellings.json", "spellings.txt"],
      swiftSettings: ofTests
    ),
    .testTarget(name: "OpenAPITests", dependencies: ["OpenAPI", "Permissions"], swiftSettings: ofTests),
    .testTarget(
      name: "JOSETests",
      dependencies: [
        "JOSE", "JSON", "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: ofTests),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "TestSupport", "RPC", "WireProtocol", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: ofTests),
    .testTarget(
      name: "AppRegistryTests",
      dependencies: [
        "AppRegistry", "JOSE", "JSON", "Permissions", "Storage", "TestSupport", "RPC", "WireProtocol",

      ], swiftSettings: ofTests),
    .testTarget(
      name: "SecretManagerTests",
      dependencies: [
        "SecretManager", "Storage", "TestSupport", "RPC", "WireProtocol",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "SocketTransportTests",
      dependencies: [
        "JSON", "RPC", "SocketTransport", "SystemCalls", "TestSupport", "WireProtocol",
        .product(name: "InMemoryLogging", package: "swift-log"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "Daemon", "Permissions", "RPC", "SocketTransport", "StatefulDaemon", "Storage", "TestSupport", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "UnitTokensTests",
      dependencies: [
        "Daemon", "RPC", "SocketTransport", "SystemCalls", "TestSupport", "UnitTokens", "WireProtocol",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Daemon", "Gateway", "GatewayTLS", "HTTP", "JSON", "Permissions", "RPC", "SocketTransport", "SystemCalls",
        "TestSupport",
        "WireProtocol",
        .product(name: "InMemoryLogging", package: "swift-log"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "BackupTests",
      dependencies: [
        "Backup", "Storage", "TestSupport", "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "Daemon", "HTTP", "RPC", "SocketTransport", "TestSupport", "WireProtocol",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "EmbeddedTests",
      dependencies: [
        "Commands", "JOSE", "JSON", "SocketTransport", "SystemCalls", "TestSupport", "RPC", "WireProtocol",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["Resources"], swiftSettings: ofTests),
    .testTarget(
      name: "TokenIssuerTests",
      dependencies: [
        "AppRegistry", "JOSE", "JSON", "Permissions", "RPC", "SecretManager", "Storage", "TestSupport", "TokenIssuer",
        "WireProtocol", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: ofTests),
    .testTarget(
      name: "CommandsTests",
      dependencies: ["Commands", "JOSE", "JSON", "RPC", "SystemCalls", "TestSupport", "WireProtocol"],
      swiftSettings: ofTests),
    .testTarget(
      name: "DocumentTests",
      dependencies: ["Commands", "WireProtocol", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: ofTests),
    .testTarget(
      name: "BenchmarkTests",
      dependencies: [
        "Benchmark", "Commands", "JSON", "SecretManager", "SocketTransport", "TestSupport", "RPC", "WireProtocol",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: ofTests),
    .testTarget(name: "SystemCallsTests", dependencies: ["SystemCalls", "TestSupport"], swiftSettings: ofTests),
    .testTarget(name: "UnitsTests", dependencies: ["SocketTransport", "WireProtocol"], swiftSettings: ofTests),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "AppRegistry", "JOSE", "JSON", "OpenAPI", "Permissions", "RPC", "SecretManager", "Storage", "TestSupport",
        "TokenIssuer", "WireProtocol",
        .product(name: "InMemoryLogging", package: "swift-log"), .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: ofTests),
  ]
)
