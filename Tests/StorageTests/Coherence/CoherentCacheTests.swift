import Storage
import TestSupport
import Testing
import WireProtocol

@Suite struct CoherentCacheTests {
  @Test("An answer is used as long as the version is the one noted before the question, and then no more")
  func version() throws {
    let page = try PageFixture()
    let cache = CoherentCache<String, Int>(capacity: 8)
    let watch = page.watch()
    let signal = try page.signal()
    cache.keep(1, for: "one", at: try #require(watch.version(of: .sample)))
    #expect(cache.answer(for: "one") { _ in watch.version(of: .sample) } == 1)
    try page.change(signal, .client(.sample))
    #expect(cache.answer(for: "one") { _ in watch.version(of: .sample) } == nil)
  }

  @Test("It holds no more than its capacity, and of those the ones used lately")
  func bounds() throws {
    let page = try PageFixture()
    let cache = CoherentCache<Int, Int>(capacity: 100)
    let signal = try page.signal()
    let version = try #require(page.watch().version(of: .sample))
    for key in 0..<10_000 {
      cache.keep(key, for: key, at: version)
      #expect(cache.answer(for: 0) { _ in version } == 0)
    }
    #expect((0..<10_000).count { cache.answer(for: $0, version: { _ in version }) != nil } <= 100)
    withExtendedLifetime(signal) {}
  }
}
