/// The code behind a method, in one of two kinds.
package struct Handler<M: Method>: Sendable {
  enum Body: Sendable {
    case immediate(@Sendable (M, Call) throws -> M.Reply)
    case waiting(@Sendable (M, Call) async throws -> M.Reply)
    case eager(@Sendable (M, Call) throws -> M.Reply?, otherwise: @Sendable (M, Call) async throws -> M.Reply)
  }

  let body: Body

  /// Answers at once, on the thread that read the request: for what needs no other service and no disk write.
  package static func immediate(_ body: @escaping @Sendable (M, Call) throws -> M.Reply) -> Handler {
    Handler(body: .immediate(body))
  }

  /// Answers at once where it can do so without waiting, and otherwise waits.
  package static func eager(
    _ attempt: @escaping @Sendable (M, Call) throws -> M.Reply?,
    otherwise body: @escaping @Sendable (M, Call) async throws -> M.Reply
  ) -> Handler {
    Handler(body: .eager(attempt, otherwise: body))
  }

  /// May wait; other requests go on meanwhile.
  package static func waiting(_ body: @escaping @Sendable (M, Call) async throws -> M.Reply) -> Handler {
    Handler(body: .waiting(body))
  }
}
