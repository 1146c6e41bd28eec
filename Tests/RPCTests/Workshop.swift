import RPC
import Synchronization
import TestSupport
import WireProtocol

/// A small service with one method of each kind, which notes what reaches its handlers.
final class Workshop: Sendable {
  static let interface = Interface(
    ToolsGet.self, ToolsList.self, ToolsMend.self, ToolsLend.self, ToolsRecall.self, ToolsGuess.self, ToolsBorrow.self)

  struct ToolsGet: Method {
    typealias Reply = ToolsReply
    static let name = "tools.get"
    static let summary = "Gets a tool."
    static let access: Callers = [.operators, .people]
    static let effect = Effect.reads
    static let example = Example(ToolsGet(name: .sample), ToolsReply(text: "x"))

    let name: FriendlyName
    var size: PageSize?
  }

  struct ToolsList: Method {
    typealias Reply = Page<Tool>
    static let name = "tools.list"
    static let summary = "Lists all tools, after a while."
    static let access: Callers = [.anyone]
    static let effect = Effect.reads
    static let example = Example(ToolsList(), Page([Tool(text: "x")]))

    struct Tool: Listed {
      static let listName = "tools"
      let text: String
    }
  }

  struct ToolsMend: Method {
    typealias Reply = NoContent
    static let name = "tools.mend"
    static let summary = "Mends all tools."
    static let access: Callers = [.operators]
    static let effect = Effect.changes("mended all tools")
    static let example = Example(ToolsMend(), NoContent())
  }

  struct ToolsLend: Method {
    typealias Reply = NoContent
    static let name = "tools.lend"
    static let summary = "Lends all tools to whoever asks."
    static let access: Callers = [.anyone]
    static let effect = Effect.changes("lent all tools")
    static let example = Example(ToolsLend(), NoContent())
  }

  struct ToolsRecall: Method {
    typealias Reply = NoContent
    static let name = "tools.recall"
    static let summary = "Takes all tools back."
    static let access: Callers = [.anyone]
    static let effect = Effect.changes("took all tools back")
    static let takesAway = true
    static let example = Example(ToolsRecall(), NoContent())
  }

  struct ToolsGuess: Method {
    typealias Reply = NoContent
    static let name = "tools.guess"
    static let summary = "Tries a key that does not fit."
    static let access: Callers = [.anyone]
    static let effect = Effect.reads
    static let example = Example(ToolsGuess(), NoContent())
  }

  struct ToolsBorrow: Method {
    typealias Reply = NoContent
    static let name = "tools.borrow"
    static let summary = "Borrows a tool by a credential."
    static let access: Callers = [.holders]
    static let effect = Effect.reads
    static let example = Example(ToolsBorrow(), NoContent())
  }

  struct ToolsReply: Codable, Equatable, Sendable {
    let text: String
  }

  struct Accident: Error {
    let detail = "the saw slipped"
  }

  private let reached = Mutex<[Call]>([])
  private let completed = Mutex<[Completion]>([])

  /// The calls that handlers got, in their order.
  var calls: [Call] { reached.withLock(\.self) }
  var completions: [Completion] { completed.withLock(\.self) }

  /// Answers `tools.get` with the name, a number of times; to the name "saw" an accident happens, "axe" is not there.
  var dispatcher: Dispatcher { dispatcher(Shares()) }

  func dispatcher(_ shares: Shares, pause: @escaping Dispatcher.Pause = { _ in }) -> Dispatcher {
    let get: @Sendable (ToolsGet, Call) throws -> ToolsReply = { request, call in
      self.reached.withLock { $0.append(call) }
      if request.name.text == "saw" { throw Accident() }
      if request.name.text == "axe" { throw ServiceError(.notFound, "no axe") }
      if request.name.text == "forest" { return ToolsReply(text: String(repeating: "tree", count: 300_000)) }
      return ToolsReply(text: request.name.text)
    }
    let mend: @Sendable (ToolsMend, Call) async throws -> NoContent = { _, call in
      self.reached.withLock { $0.append(call) }
      return NoContent()
    }
    let borrow: @Sendable (ToolsBorrow, Call) throws -> NoContent = { _, call in
      self.reached.withLock { $0.append(call) }
      return NoContent()
    }
    let routes = Self.interface.serve(
      ToolsGet.served(atOnceBy: get), ToolsList.served(by: { _, _ in Page([]) }),
      ToolsMend.served(by: mend), ToolsLend.served(by: { _, _ in NoContent() }),
      ToolsRecall.served(by: { _, _ in NoContent() }),
      ToolsGuess.served(by: { _, _ in throw HeldRefusal(ServiceError(.invalidClient, "wrong"), for: .seconds(5)) }),
      ToolsBorrow.served(atOnceBy: borrow))
    return Dispatcher(
      routes, places: Places(shares), observe: { completion in self.completed.withLock { $0.append(completion) } },
      pause: pause
    )
  }

  func client(from peer: Peer = .root, actingUser: String? = nil) -> Client {
    Client(InProcessTransport(dispatcher, from: peer), actingUser: actingUser)
  }
}
