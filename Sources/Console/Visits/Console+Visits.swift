import HTTP
import NIOCore
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// What a form is answered with.
  enum Outcome: Sendable {
    case page(Page)
    /// A page to somebody who is not signed in any more.
    case farewell(Page)
    /// A page of the console: it shows what has become of it.
    case see(String)
  }

  /// A route that shows a page to whoever is signed in.
  func page(_ path: String, _ make: @escaping @Sendable (Visit) async throws -> Page) -> HTTPRoute {
    HTTPRoute(.GET, path) { request in
      visiting(request) { visit in try await make(visit).answer(to: visit.visitor) }
    }
  }

  /// A route that takes a form of one of the console's own pages.
  /// - Parameter ofAnyAge: Whether the page may have been open for long: where the change can do no harm late.
  func form(
    _ path: String, ofAnyAge: Bool = false, _ act: @escaping @Sendable (Submission) async throws -> Outcome
  ) -> HTTPRoute {
    HTTPRoute(.POST, path) { request in
      visiting(request) { visit in
        let submission = try Submission(visit)
        if !ofAnyAge { try submission.token.requireFresh(at: visit.now) }
        do {
          return switch try await act(submission) {
          case .page(let page): page.answer(to: visit.visitor)
          case .farewell(let page): page.answer(to: nil)
          case .see(let path): Answer(.seeOther, [Answer.Field("Location", path), .noStore])
          }
        } catch let fault as Unanswered { return submission.repetition(after: fault).answer(to: visit.visitor) }
      }
    }
  }

  private func visiting(
    _ request: HTTPRequest, _ answer: @escaping @Sendable (Visit) async throws -> Answer
  ) -> Step {
    work {
      do {
        let visit = try await visit(of: request)
        do { return try await answer(visit) } catch {
          return Self.isOfSession(error) ? signedOut(request) : Page(error).answer(to: visit.visitor)
        }
      } catch {
        return Self.isOfSession(error) ? signedOut(request) : Page(error).answer(to: nil)
      }
    }
  }

  /// - Throws: ``NoSession``, or what the registry says of the session.
  private func visit(of request: HTTPRequest) async throws -> Visit {
    guard let session = SessionCookie.session(of: request) else { throw NoSession() }
    let now = clock()
    let query = try request.queryForm(repeatable: PolicyForm.repeatable, most: PolicyForm.mostMembers)
    let identity = try await connect(.appRegistry, session).call(UsersWhoami(), trace: request.trace.child())
    let leave = FormToken.make(at: now).text(for: session)
    return Visit(
      request: request, session: session, visitor: Visitor(identity: identity, leaveToken: leave), console: self,
      now: now, query: query)
  }

  /// Work that waits for services; it ends on the loop that serves HTTP.
  func work(_ body: @escaping @Sendable () async -> Answer) -> Step {
    .await { [loop] next in
      loop.makeFutureWithTask(body).assumeIsolated().whenSuccess { next(.answer($0)) }
    }
  }

  private static func isOfSession(_ error: any Error) -> Bool {
    error is NoSession || (error as? ServiceError)?.code == .invalidSession
  }
}

/// The browser has shown no session.
struct NoSession: Error {}

extension Submission {
  /// - Throws: ``RequestFault`` and ``FormToken/Fault`` for what no page of the console has sent for this session.
  init(_ visit: Visit) throws {
    guard visit.request.isOfOwnPage else {
      throw RequestFault(.forbidden, "nothing was done: another site has sent this, not a page of the console")
    }
    let form = try Form(visit.request, repeatable: PolicyForm.repeatable, most: PolicyForm.mostMembers)
    self.init(visit: visit, token: try FormToken(form["form"], of: visit.session), form: form)
  }
}
