import HTTP
import NIOHTTP1
import RPC
import WireProtocol

/// A request of somebody who is signed in.
struct Visit: Sendable {
  let request: HTTPRequest
  let session: Sensitive
  let visitor: Visitor
  let console: Console
  let now: Timestamp
  /// What stands behind "?".
  let query: Form

  var isOperator: Bool { visitor.isOperator }

  /// Asks a service, in the name of the session.
  /// - Parameter milliseconds: How long to wait; `nil`: as long as is usual.
  func ask<M: Method>(
    _ method: M, of service: ServiceName = .appRegistry, as form: FormToken? = nil, milliseconds: Int? = nil
  ) async throws -> M.Reply {
    try await console.connect(service, session).call(
      method, trace: request.trace.child(), key: form?.key, milliseconds: milliseconds)
  }

  /// A part of a page, for which a service is asked on its own: where that refuses, fails or takes seconds, the part
  /// says so and the page has all its others.
  func section<M: Method>(
    _ title: String, id: String, of service: ServiceName = .appRegistry, asking method: M,
    _ body: (M.Reply) -> HTML
  ) async -> HTML {
    do { return .section(title, id: id, body(try await ask(method, of: service, milliseconds: 3000))) } catch {
      return .section(title, id: id, Refusal.reason(error))
    }
  }

  /// The identifier in the path.
  /// - Throws: ``RequestFault`` for what is none.
  func sid<Kind>(_ index: Int = 0) throws(RequestFault) -> SID<Kind> {
    guard request.parameters.indices.contains(index), let sid = SID<Kind>(String(request.parameters[index])) else {
      throw RequestFault(.notFound, "there is no such page")
    }
    return sid
  }

  /// What an operator alone may do is refused before a page is filled in for nothing; the services refuse it as well.
  /// - Parameters:
  ///   - deed: Such as "makes accounts".
  ///   - cure: What somebody else can do.
  /// - Throws: ``RequestFault`` to anybody but an operator.
  func requireOperator(_ deed: String, cure: String = "ask one") throws(RequestFault) {
    guard isOperator else { throw RequestFault(.forbidden, "only an operator \(deed); \(cure)") }
  }

  /// The beginning of a form that changes something.
  func form(_ action: String, isGrave: Bool = false) -> HTML {
    """
    <form method="post" action="\(action)"\(isGrave ? #" class="grave""# : HTML.empty)>
    \(.hidden("form", FormToken.make(at: now).text(for: session)))
    """
  }
}

/// What a form has brought, of a page that the console made for this session.
struct Submission: Sendable {
  let visit: Visit
  let token: FormToken
  let form: Form

  /// - Throws: What the service refuses; ``Unanswered`` where nobody knows whether the change was made.
  func change<M: Method>(_ method: M, of service: ServiceName = .appRegistry) async throws -> M.Reply {
    do { return try await visit.ask(method, of: service, as: token) } catch let error as ServiceError
      where error.leavesOpen
    { throw Unanswered(error: error) }
  }

  /// Pages show several blanks as one, so that nobody sees how many there are to be typed.
  /// - Throws: ``RequestFault`` where a name was to be typed and was not.
  func requireName(_ name: String) throws(RequestFault) {
    guard form["name"]?.split(separator: " ") == name.split(separator: " ") else {
      throw RequestFault(.badRequest, "the name that was typed is not \u{201C}\(name)\u{201D}")
    }
  }
}
