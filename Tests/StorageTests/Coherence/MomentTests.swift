import Glibc
import RPC
import Storage
import Testing
import WireProtocol

/// What requests that have arrived together share.
@Suite struct MomentTests {
  private let page: PageFixture
  private let moments = Moments()
  private let watch: ChangeWatch

  init() throws {
    page = try PageFixture()
    watch = ChangeWatch(path: page.path, moments: moments)
  }

  @Test("In one moment a page is looked at once; what arrives then sees every change that was made before")
  func oneLook() throws {
    let signal = try page.signal()
    moments.pass()
    let first = try #require(watch.version)
    try page.change(signal, .client(.sample))
    #expect(watch.version == first)
    moments.pass()
    #expect(watch.version != first)
  }

  @Test("A change that is under way is looked at again within a moment")
  func underWay() throws {
    let signal = try page.signal()
    let change = try signal.begin(.client(.sample))
    moments.pass()
    #expect(watch.version == nil)
    try signal.finish(change)
    #expect(watch.version != nil)
  }

  @Test("A change of the process's own makes its moment pass")
  func ownChange() throws {
    let signal = try ChangeSignal(path: page.path, database: page.database, moments: moments)
    let first = try #require(watch.version)
    try page.change(signal, .client(.sample))
    #expect(watch.version != first)
  }

  @Test("A page that was replaced is seen once its place is looked at again, though its counters are the same")
  func replaced() throws {
    let time = StandingTime()
    let watch = ChangeWatch(path: page.path, moments: moments, clock: time.clock)
    _ = try page.signal()
    page.replace()
    moments.pass()
    let first = try #require(watch.version)
    page.replace()
    time.clock.pause(.nanoseconds(1_999_999))
    moments.pass()
    #expect(watch.version == first)
    time.clock.pause(.nanoseconds(1))
    moments.pass()
    #expect(watch.version != first)
  }

  @Test("R7: who makes a page anew acknowledges nothing while a reader still goes by the one before")
  func madeAnew() throws {
    let old = try page.signal()
    for _ in 0..<5 {
      moments.pass()
      let before = try #require(watch.version)
      unlink(page.path)
      let new = try page.signal()
      try page.change(new, .client(.sample))
      moments.pass()
      #expect(watch.version != before)
      new.end()
    }
    withExtendedLifetime(old) {}
  }

  @Test("More clients than are kept in mind are told apart")
  func manyClients() throws {
    let signal = try page.signal()
    moments.pass()
    let clients = (1...20).map { ClientID.app(AppSID(low: $0)) }
    let before = clients.map(watch.version(of:))
    try page.change(signal, clients[12])
    moments.pass()
    let after = clients.map(watch.version(of:))
    #expect(zip(before, after).map { $0 == $1 } == (1...20).map { $0 != 13 })
  }
}

extension PageFixture {
  fileprivate func change(_ signal: ChangeSignal, _ client: ClientID) throws { try change(signal, .client(client)) }
}
