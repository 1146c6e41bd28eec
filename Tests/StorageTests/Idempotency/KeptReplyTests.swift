import Foundation
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

/// R19, as far as a single database goes: what is sent again is done once.
@Suite(.timeLimit(.minutes(1))) struct KeptReplyTests {
  private struct Refusal: Error {}

  private static let schema = Schema(
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT", Schema.keptReplies)

  private let directory: TemporaryDirectory
  private let store: Store
  private let clock = TestClock()
  private let key = IdempotencyKey.random()

  init() throws {
    directory = try TemporaryDirectory()
    store = Store(path: "\(directory.path)/notes.db", service: .secretManager, schema: Self.schema)
  }

  private func call(_ key: IdempotencyKey?, from peer: Peer = .root, for user: String? = nil) -> Call {
    Call(peer: peer, actingUser: user, deadline: .now + .seconds(30), idempotencyKey: key)
  }

  private func keyed(_ name: String, _ call: Call) throws -> KeyedRequest? {
    try KeyedRequest(UsersCreate(friendlyName: .init(trusted: name)), call, at: clock.now)
  }

  /// Adds a note; its reply is the number of notes then.
  private func note(_ name: String, _ call: Call, in store: Store? = nil) async throws -> [Int] {
    try await (store ?? self.store).change(.noApp, once: keyed(name, call)) { _ in
    } write: { transaction, _ in
      try transaction.note(name)
      return [try transaction.notes().count]
    }
  }

  @Test("R19: a change that comes again under its key is answered as the first time, and made once")
  func again() async throws {
    #expect(try await note("first", call(key)) == [1])
    #expect(try await note("second", call(.random())) == [2])
    #expect(try await note("first", call(key)) == [1])
    #expect(try await store.notes() == ["first", "second"])
  }

  @Test("R19: another instance, and one that is started later, answer as the first one did")
  func instances() async throws {
    let other = Store(path: "\(directory.path)/notes.db", service: .secretManager, schema: Self.schema)
    #expect(try await note("first", call(key)) == [1])
    #expect(try await note("first", call(key), in: other) == [1])
    #expect(try await other.notes() == ["first"])
  }

  @Test("Without a key a change is made each time it is asked for")
  func keyless() async throws {
    #expect(try await note("first", call(nil)) == [1])
    #expect(try await note("first", call(nil)) == [2])
  }

  @Test(
    "R19: the key of another caller, or of a user acted for, is another key; one's own for another change is refused")
  func scope() async throws {
    #expect(try await note("first", call(key)) == [1])
    #expect(try await note("first", call(key, from: .person("ada"))) == [2])
    let other = try await #require(throws: ServiceError.self) { try await note("other", call(key)) }
    #expect(other.code == .conflict && other.path == "meta.idempotency_key")
    let user = try await #require(throws: ServiceError.self) { try await note("first", call(key, for: "ada")) }
    #expect(user.code == .conflict)
    let method = try await #require(throws: ServiceError.self) {
      let once = try KeyedRequest(AccountsCreate(friendlyName: .init(trusted: "first")), call(key), at: clock.now)
      return try await store.change(.noApp, once: once, admit: { _ in }, write: { _, _ in [0] })
    }
    #expect(method.code == .conflict)
    #expect(try await store.notes().count == 2)
  }

  @Test("R19: a change that was refused, or failed, may be tried again under its key")
  func refused() async throws {
    for isAdmitted in [false, true] {
      await #expect(throws: Refusal.self) {
        try await store.change(.noApp, once: keyed("first", call(key))) { _ in
          if !isAdmitted { throw Refusal() }
        } write: { transaction, _ -> [Int] in
          try transaction.note("lost")
          throw Refusal()
        }
      }
    }
    #expect(try await note("first", call(key)) == [1])
  }

  @Test("R19: of the same change twice at a time the second sees the first, in the same commit")
  func together() async throws {
    let gate = Gate()
    async let before: Void = store.change(.noApp) { _ in gate.pass() }
    await gate.awaitArrival()
    async let one = note("first", call(key))
    async let other = note("first", call(key))
    while store.waitingChanges < 2 { await Task.yield() }
    gate.open()
    try await before
    #expect(try await [one, other] == [[1], [1]])
    #expect(try await store.notes() == ["first"])
  }

  @Test("R19: a reply is kept for ten minutes and not a second more", arguments: [(600, [1]), (601, [2]), (-601, [2])])
  func expiry(seconds: Int, reply: [Int]) async throws {
    #expect(try await note("first", call(key)) == [1])
    clock.advance(by: seconds)
    #expect(try await note("first", call(key)) == reply)
    #expect(try await note("first", call(key)) == reply)
  }

  @Test("What was undone meanwhile is made anew")
  func undone() async throws {
    let undone: @Sendable (Transaction, [Int]) -> Bool = { _, _ in false }
    for round in 1...2 {
      let reply = try await store.change(.noApp, once: keyed("first", call(key)), holds: undone) { _ in
      } write: { transaction, _ in
        try transaction.note("first")
        return [try transaction.notes().count]
      }
      #expect(reply == [round])
    }
  }

  @Test("Old replies are forgotten with new changes, so that they do not pile up")
  func purge() async throws {
    for number in 1...40 { _ = try await note("\(number)", call(.random())) }
    clock.advance(by: 601)
    for number in 1...3 { _ = try await note("new \(number)", call(.random())) }
    #expect(try await store.read { try $0.rows("SELECT name FROM kept_replies").count } == 3)
  }

  @Test("R14: neither the key nor the key of a part can be read from the database")
  func secrecy() async throws {
    _ = try await note("first", call(key))
    let part = try #require(try keyed("first", call(key))?.key(of: "OQ1"))
    let other = try keyed("first", call(key))?.key(of: "OQ2")
    #expect(part != key && part != other)
    let again = try keyed("first", call(key))?.key(of: "OQ1")
    #expect(part == again)
    await store.close()
    let bytes = try Data(contentsOf: URL(filePath: "\(directory.path)/notes.db"))
    for secret in [key, part] {
      #expect(bytes.range(of: Data(secret.bytes)) == nil && bytes.range(of: Data(secret.text.utf8)) == nil)
    }
  }
}
