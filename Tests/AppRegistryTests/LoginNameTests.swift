import Dispatch
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(1))) struct LoginNameTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("A login name that takes long to look up keeps nobody else waiting, neither to read nor to change")
  func slowLookUp() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account)
    let answer = DispatchSemaphore(value: 0)
    let (lookUps, lookUp) = AsyncStream<Void>.makeStream()
    let slow = fixture.client(
      from: Peer(processID: 2, userID: 1000, callers: [.anyone, .people]) {
        lookUp.yield()
        answer.wait()
        return "ada"
      })
    async let change = slow.call(AppsUpdate(sid: app.sid, description: .init(trusted: "slow")))
    for await _ in lookUps.prefix(1) {}
    _ = try await fixture.root.call(AppsUpdate(sid: app.sid, friendlyName: .init(trusted: "Meanwhile")))
    #expect(try await ada.client.call(AppsGet(sid: app.sid)).friendlyName.text == "Meanwhile")
    answer.signal()
    #expect(try await change.friendlyName.text == "Meanwhile")
  }

  @Test("A login name is looked up on another thread than the one that serves requests, which goes on")
  func otherThread() async throws {
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account)
    _ = try await fixture.createPerson("ada", .developer, of: account)
    let answer = DispatchSemaphore(value: 0)
    let (lookUps, lookUp) = AsyncStream<Void>.makeStream()
    let slow = fixture.client(
      from: Peer(processID: 2, userID: 1000, callers: [.anyone, .people]) {
        lookUp.yield()
        // So long only if the thread that serves is this one, which then can't have it end.
        _ = answer.wait(timeout: .now() + 10)
        return "ada"
      })
    let thread = OneThread()
    let change = Task(executorPreference: thread) {
      try await slow.call(AppsUpdate(sid: app.sid, description: .init(trusted: "slow")))
    }
    for await _ in lookUps.prefix(1) {}
    let meanwhile = Task(executorPreference: thread) { [root = fixture.root] in
      try await root.call(AppsUpdate(sid: app.sid, friendlyName: .init(trusted: "Meanwhile")))
    }
    _ = try await meanwhile.value
    answer.signal()
    #expect(try await change.value.friendlyName.text == "Meanwhile")
  }

  @Test("An operator's login name is looked up to be kept with an app that it creates, and for nothing else")
  func operators() async throws {
    let lookUps = Mutex(0)
    let root = fixture.client(
      from: Peer(processID: 1, userID: 0, callers: [.anyone, .people, .operators]) {
        lookUps.withLock { $0 += 1 }
        return "root"
      })
    let account = try await fixture.createAccount()
    let app = try await fixture.createApp(of: account, by: root)
    #expect(app.createdBy == "root" && lookUps.withLock(\.self) == 1)
    _ = try await root.call(AppsGet(sid: app.sid))
    _ = try await root.call(AppsUpdate(sid: app.sid))
    _ = try await root.call(AppsDelete(sid: app.sid))
    #expect(lookUps.withLock(\.self) == 1)
  }

  @Test("Where the login name can't be looked up, nobody is taken for somebody else: the answer is unavailable")
  func failingLookUp() async throws {
    let account = try await fixture.createAccount()
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account, by: ada.client)
    let outage = ServiceError(.unavailable, "the name service is out")
    for callers in [[.anyone, .people], [.anyone, .people, .operators]] as [Callers] {
      let peer = Peer(processID: 2, userID: 1000, callers: callers) { () throws(ServiceError) in throw outage }
      await #expect(throws: outage) { try await fixture.createApp(of: account, by: fixture.client(from: peer)) }
    }
    let person = Peer(processID: 2, userID: 1000, callers: [.anyone, .people]) { () throws(ServiceError) in throw outage
    }
    await #expect(throws: outage) { try await fixture.client(from: person).call(AppsGet(sid: app.sid)) }
  }
}
