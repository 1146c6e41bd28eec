import JSON
package import WireProtocol

/// A method bound to its handler, types erased: JSON parameters in, JSON result out.
package struct Route: Sendable {
  package let name: String
  package let access: Callers
  /// What is logged when it was done; `nil` of a method that only reads.
  package let deed: Deed?
  package var isChange: Bool { deed != nil }
  /// Whether the audit trail tells of its refusals.
  package let auditsRefusals: Bool
  let takesAway: Bool
  /// Whether it answers only until the service can work.
  package let isStandIn: Bool
  /// Whether its reply may be long, however short the request is.
  let isList: Bool
  let answer: @Sendable (JSONValue, Call) throws -> Response<Answer>

  init(
    name: String, access: Callers, deed: Deed?, takesAway: Bool, auditsRefusals: Bool, isStandIn: Bool = false,
    answer: @escaping @Sendable (JSONValue, Call) throws -> Response<Answer>
  ) {
    self.name = name
    self.access = access
    self.deed = deed
    self.takesAway = takesAway
    self.auditsRefusals = auditsRefusals
    self.isStandIn = isStandIn
    isList = false
    self.answer = answer
  }

  init<M: Method>(_ handler: Handler<M>) {
    // Without the other initializer: the optimizer of Swift 6.3 crashes on Interface.serve if this one delegates to it.
    name = M.name
    access = M.access
    deed = M.effect.deed
    takesAway = M.takesAway
    auditsRefusals = M.auditsRefusals
    isStandIn = false
    isList = M.isList
    let isChange = M.effect.isChange
    answer = { params, call in
      handler.answer(to: try M(params), call, isLogged: isChange || call.trace.isSampled)
    }
  }

  /// - Throws: `access_denied` unless the rule names a kind that the caller is.
  func admit(_ call: Call) throws(ServiceError) {
    guard !access.isDisjoint(with: call.callers) else {
      throw ServiceError(.accessDenied, "\(name) is for \(access); \(call.callerWords) is not among them")
    }
  }
}

extension Call {
  /// Whose kind is asked about, for people.
  fileprivate var callerWords: String {
    if credential != nil { return "who has shown a credential" }
    return actingUser == nil ? "uid \(peer.userID)" : "the user that the call is made for"
  }
}

extension Handler {
  /// - Parameter isLogged: Whether there will be an entry even if it succeeds.
  fileprivate func answer(to request: M, _ call: Call, isLogged: Bool) -> Response<Answer> {
    call.note(request: request)
    switch body {
    case .immediate(let body):
      return .ready(Answer(to: request, isLogged: isLogged, Result { try body(request, call) }))
    case .encoded(let body):
      return .ready(Answer(to: request, isLogged: isLogged, encoded: Result { try body(request, call).json }))
    case .waiting(let body):
      return .later {
        await Answer(to: request, isLogged: isLogged, Result.catching { try await body(request, call) })
      }
    case .eager(let body):
      do {
        switch try body(request, call) {
        case .ready(let reply): return .ready(Answer(to: request, isLogged: isLogged, .success(reply)))
        case .later(let reply):
          return .later { await Answer(to: request, isLogged: isLogged, Result.catching(reply)) }
        }
      } catch { return .ready(Answer(to: request, isLogged: isLogged, .failure(error))) }
    }
  }
}

extension Method {
  /// - Throws: `invalid_params`, naming the member at fault.
  fileprivate init(_ params: JSONValue) throws {
    if let plain = Self.plain(params) {
      self = plain
      return
    }
    do { self = try MessageReader.read(Self.self, from: params, unknownMembers: .refused) } catch let error
      as DecodingError
    {
      throw ServiceError(error)
    }
  }
}

extension Result where Failure == any Error {
  fileprivate static func catching(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
