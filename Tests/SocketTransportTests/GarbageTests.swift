import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(2))) struct GarbageTests {
  @Test("Whatever strangers send on many connections, a good one is served all the while")
  func garbage() async throws {
    try await TestServer.run { server in
      let good = try server.connect()
      try await withThrowingTaskGroup(of: Void.self) { strangers in
        for seed in 1...8 as ClosedRange<UInt64> {
          strangers.addTask {
            var noise = Noise(seed: seed)
            for _ in 0..<40 {
              let connection = try server.connect()
              // The server may close the connection at any byte.
              try? await connection.send(noise.bytes())
              connection.endSending()
              while try await connection.receive() != nil {}
            }
          }
        }
        for id in 1...200 { try await good.expectService(id) }
        try await strangers.waitForAll()
      }
      // Each of them is forgotten, once the server has seen its end.
      repeat { try await good.expectService() } while server.activity.openConnections > 1
      #expect(server.activity.metrics.connectionsAccepted == 321)
    }
  }
}

/// The same garbage on each run: random bytes, random bytes in frames, and requests with a few bytes changed.
private struct Noise {
  private var numbers: SplitMix64

  init(seed: UInt64) {
    numbers = SplitMix64(seed: seed)
  }

  mutating func bytes() -> [UInt8] {
    switch next(3) {
    case 0: return random(next(3000))
    case 1: return (0..<next(20)).flatMap { _ in RawFrame(random(next(200))).bytes }
    default:
      return (0..<next(20)).flatMap { _ in
        RawFrame(mutated(request(next(9), Echo.name, #"{"text":"é","list":[1,-2.5e3]}"#))).bytes
      }
    }
  }

  private mutating func mutated(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<next(4) { bytes[next(bytes.count)] = UInt8(truncatingIfNeeded: next(256)) }
    return bytes
  }

  private mutating func random(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next(256)) }
  }

  private mutating func next(_ bound: Int) -> Int {
    Int.random(in: 0..<bound, using: &numbers)
  }
}
