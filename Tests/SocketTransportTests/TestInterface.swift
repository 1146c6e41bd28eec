import RPC
import WireProtocol

/// The methods of the services that these tests serve.
let testInterface = Interface(
  Echo.self, Fill.self, Fail.self, Wait.self, Change.self, WhoAmI.self, Reserved.self)

/// Answers at once with what it is given.
struct Echo: Method {
  typealias Reply = Echo
  static let name = "test.echo"
  static let summary = "Answers with its parameters."
  static let access: Callers = [.anyone]
  static let effect = Effect.reads
  static let example = Example(Echo(text: "hello"), Echo(text: "hello"))

  let text: String
  var number: PageSize?
  var flag: Bool?
  var list: [Int]?
}

/// Answers at once, at the length that is asked for.
struct Fill: Method {
  typealias Reply = Text
  static let name = "test.fill"
  static let summary = "Answers with so many bytes."
  static let access: Callers = [.anyone]
  static let effect = Effect.reads
  static let example = Example(Fill(bytes: 3), Text(text: "xxx"))

  struct Text: Codable, Equatable, Sendable {
    let text: String
  }

  let bytes: Int
}

/// Throws what no caller may see.
struct Fail: Method {
  typealias Reply = NoContent
  static let name = "test.fail"
  static let summary = "Fails."
  static let access: Callers = [.anyone]
  static let effect = Effect.reads
  static let example = Example(Fail(), NoContent())

  struct Accident: Error, CustomStringConvertible {
    let description = "the private reason"
  }
}

/// Answers when the test releases the job of this label.
struct Wait: Method {
  typealias Reply = Wait
  static let name = "test.wait"
  static let summary = "Waits."
  static let access: Callers = [.anyone]
  static let effect = Effect.reads
  static let example = Example(Wait(label: 1), Wait(label: 1))

  let label: Int
}

/// The same, and counts as a change.
struct Change: Method {
  typealias Reply = Change
  static let name = "test.change"
  static let summary = "Waits to change something."
  static let access: Callers = [.anyone]
  static let effect = Effect.changes("changed something")
  static let example = Example(Change(label: 1), Change(label: 1))

  let label: Int
}

/// Tells what the server knows about its caller.
struct WhoAmI: Method {
  typealias Reply = Identity
  static let name = "test.who_am_i"
  static let summary = "Tells who calls."
  static let access: Callers = [.anyone]
  static let effect = Effect.reads
  static let example = Example(WhoAmI(), Identity(uid: 0, pid: 1, callers: 3, loginName: "root"))

  struct Identity: Codable, Equatable, Sendable {
    let uid: Int
    let pid: Int
    let callers: Int
    let loginName: String?
  }
}

/// For group oauth-inspect.
struct Reserved: Method {
  typealias Reply = NoContent
  static let name = "test.reserved"
  static let summary = "Answers inspectors only."
  static let access: Callers = [.inspectors]
  static let effect = Effect.reads
  static let example = Example(Reserved(), NoContent())
}

extension Jobs {
  var routes: [Route] {
    testInterface.serve(
      Echo.served(atOnceBy: { echo, _ in
        self.count()
        return echo
      }),
      Fill.served(atOnceBy: { fill, _ in
        self.count()
        return Fill.Text(text: String(repeating: "x", count: fill.bytes))
      }),
      Fail.served(atOnceBy: { _, _ in throw Fail.Accident() }),
      Wait.served { wait, _ in
        await self.perform(wait.label)
        return wait
      },
      Change.served { change, _ in
        await self.perform(change.label)
        return change
      },
      WhoAmI.served(atOnceBy: { _, call in
        WhoAmI.Identity(
          uid: Int(call.peer.userID), pid: Int(call.peer.processID), callers: Int(call.peer.callers.rawValue),
          loginName: try call.peer.loginName())
      }),
      Reserved.served(atOnceBy: { _, _ in NoContent() }))
  }
}
