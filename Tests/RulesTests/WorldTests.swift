import Storage
import TestSupport
import Testing
import WireProtocol

/// What the rules are told in.
@Suite struct WorldTests {
  @Test("A world goes with its test: neither its services keep each other, nor do they keep it")
  func end() async throws {
    weak var store: Store?
    do {
      let world = try await World()
      store = try world.store(of: .appRegistry)
      _ = try await world.token(world.makeApp(in: world.makeAccount()))
      #expect(store != nil)
    }
    #expect(store == nil)
  }
}
