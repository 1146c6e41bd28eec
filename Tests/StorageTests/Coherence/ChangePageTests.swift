import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

/// R7: no answer outlives an acknowledged change, whatever happens to the page and the processes around it.
@Suite struct ChangePageTests {
  private let page: PageFixture

  init() throws {
    page = try PageFixture()
  }

  /// The version, which must be known.
  private func version(_ watch: ChangeWatch, _ client: ClientID = .sample) throws -> AppVersion {
    try #require(watch.version(of: client))
  }

  @Test("A change of an app is seen by all who watch, of another app by none")
  func change() throws {
    let signal = try page.signal()
    let watches = [page.watch(), page.watch()]
    let before = watches.map { $0.version(of: .app(AppSID(low: 1))) }
    try page.change(signal, .client(.app(AppSID(low: 2))))
    #expect(watches.map { $0.version(of: .app(AppSID(low: 1))) } == before)
    try page.change(signal, .client(.app(AppSID(low: 1))))
    for (watch, before) in zip(watches, before) { #expect(try version(watch, .app(AppSID(low: 1))) != before) }
  }

  @Test("A change of an API key is seen by all who watch it, of another key by none")
  func apiKey() throws {
    let signal = try page.signal()
    let watch = page.watch()
    let before = try version(watch, .apiKey(APIKeySID(low: 1)))
    try page.change(signal, .client(.apiKey(APIKeySID(low: 2))))
    #expect(try version(watch, .apiKey(APIKeySID(low: 1))) == before)
    try page.change(signal, .client(.apiKey(APIKeySID(low: 1))))
    #expect(try version(watch, .apiKey(APIKeySID(low: 1))) != before)
  }

  @Test("A change of every app is seen at each, one of none at none", arguments: [0, 1, 0xABC, 0xFFF] as [UInt64])
  func everyApp(low: UInt64) throws {
    let signal = try page.signal()
    let watch = page.watch()
    let app = ClientID.app(AppSID(low: low))
    let before = try version(watch, app)
    try page.change(signal, .noApp)
    #expect(watch.version(of: app) == before)
    try page.change(signal, .everyApp)
    #expect(try version(watch, app) != before)
  }

  @Test("While a change is under way, and it may be committed or not, no answer is good for more than once")
  func underWay() throws {
    let signal = try page.signal()
    let watch = page.watch()
    let first = try signal.begin(.client(.sample))
    let second = try signal.begin(.client(.sample))
    #expect(watch.version(of: .sample) == nil)
    try signal.finish(first)
    #expect(watch.version(of: .sample) == nil)
    try signal.finish(second)
    #expect(watch.version(of: .sample) != nil)
  }

  @Test("Killed between commit and signal: nothing is kept about the app until an instance starts alone")
  func killed() throws {
    let other = try page.signal()
    let watch = page.watch()
    do {
      let killed = try page.signal()
      _ = try killed.begin(.client(.sample))
    }
    #expect(watch.version(of: .sample) == nil)
    do {
      let third = try page.signal()
      try page.change(third, .client(.sample))
      #expect(watch.version(of: .sample) == nil)
    }
    withExtendedLifetime(other) {}
  }

  @Test("Started alone, an instance settles what a killed one left, and what was known before is known no more")
  func settled() throws {
    let watch = page.watch()
    var before: AppVersion?
    do {
      let killed = try page.signal()
      before = try version(watch)
      _ = try killed.begin(.client(.sample))
    }
    let fresh = try page.signal()
    #expect(try version(watch) != before)
    withExtendedLifetime(fresh) {}
  }

  @Test("An instance that starts beside others leaves their changes under way, and the other counters as they are")
  func secondInstance() throws {
    let first = try page.signal()
    let watch = page.watch()
    let before = try version(watch, .app(AppSID(low: 7)))
    let change = try first.begin(.client(.sample))
    let second = try page.signal()
    #expect(watch.version(of: .sample) == nil)
    #expect(watch.version(of: .app(AppSID(low: 7))) == before)
    try first.finish(change)
    #expect(watch.version(of: .sample) != nil)
    withExtendedLifetime(second) {}
  }

  @Test("Without a page every answer is good for once only")
  func noPage() throws {
    #expect(page.watch().version(of: .sample) == nil)
  }

  @Test("Others may read the page, whatever the umask, and not write it")
  func mode() throws {
    let signal = try page.signal()
    var status = stat()
    #expect(stat(page.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o644)
    withExtendedLifetime(signal) {}
  }
}
