import Storage
import TestSupport
import Testing
import WireProtocol

/// What the rules are told in.
@Suite(.timeLimit(.minutes(1))) struct WorldTests {
  @Test(
    "A world goes with its test: neither its services keep each other, nor do they keep it",
    arguments: World.Wiring.allCases)
  func end(_ wiring: World.Wiring) async throws {
    weak var store: Store?
    do {
      let world = try await World(wiring)
      store = try world.store(of: .appRegistry)
      _ = try await world.token(world.makeApp(in: world.makeAccount()))
      #expect(store != nil)
      if wiring == .sockets { try await world.end() }
    }
    // Connections leave a moment after both of their ends.
    try await waitUntil { store == nil }
  }
}
