package import WireProtocol

/// The code behind a method.
package struct Handler<M: Method>: Sendable {
  enum Body: Sendable {
    case immediate(@Sendable (M, Call) throws -> M.Reply)
    case encoded(@Sendable (M, Call) throws -> Encoded<M.Reply>)
    case waiting(@Sendable (M, Call) async throws -> M.Reply)
    case eager(@Sendable (M, Call) throws -> Response<M.Reply>)
  }

  let body: Body
}

/// A reply, or what has to be waited for to get it.
package enum Response<Reply: Sendable>: Sendable {
  case ready(Reply)
  case later(@Sendable () async throws -> Reply)
}

extension Method {
  /// Binds the method to code that may wait; other requests go on meanwhile.
  package static func served(by body: @escaping @Sendable (Self, Call) async throws -> Reply) -> Handler<Self> {
    Handler(body: .waiting(body))
  }

  /// Binds the method to code that answers on the thread that read the request: for what needs memory alone.
  package static func served(atOnceBy body: @escaping @Sendable (Self, Call) throws -> Reply) -> Handler<Self> {
    Handler(body: .immediate(body))
  }

  /// Binds the method to code that has its replies ready as they are sent: those that are the same for all callers.
  package static func served(
    encodedBy body: @escaping @Sendable (Self, Call) throws -> Encoded<Reply>
  ) -> Handler<Self> {
    Handler(body: .encoded(body))
  }

  /// Binds the method to code that answers at once where it can, and otherwise waits.
  package static func served(
    eagerlyBy body: @escaping @Sendable (Self, Call) throws -> Response<Reply>
  ) -> Handler<Self> {
    Handler(body: .eager(body))
  }
}

extension Interface {
  /// Binds each method to its handler.
  package func serve(_ handlers: repeat Handler<each M>) -> [Route] {
    var routes: [Route] = []
    repeat routes.append(Route(each handlers))
    return routes
  }
}
