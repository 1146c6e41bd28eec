import JSON
package import WireProtocol

/// A method bound to its handler, types erased: JSON parameters in, JSON result out.
package struct Route: Sendable {
  package let name: String
  package let access: Callers
  package let effect: Effect
  /// Whether it answers only until the service can work.
  package let isStandIn: Bool
  let answer: @Sendable (JSONValue, Call) throws -> Response<[UInt8]>

  init(
    name: String, access: Callers, effect: Effect, isStandIn: Bool = false,
    answer: @escaping @Sendable (JSONValue, Call) throws -> Response<[UInt8]>
  ) {
    self.name = name
    self.access = access
    self.effect = effect
    self.isStandIn = isStandIn
    self.answer = answer
  }

  init<M: Method>(_ handler: Handler<M>) {
    // Without the other initializer: the optimizer of Swift 6.3 crashes on Interface.serve if this one delegates to it.
    name = M.name
    access = M.access
    effect = M.effect
    isStandIn = false
    answer =
      switch handler.body {
      case .immediate(let body):
        { params, call in .ready(try MessageWriter.json(body(M(params), call))) }
      case .waiting(let body):
        { params, call in
          let request = try M(params)
          return .later { try MessageWriter.json(await body(request, call)) }
        }
      case .eager(let body):
        { params, call in
          switch try body(M(params), call) {
          case .ready(let reply): .ready(try MessageWriter.json(reply))
          case .later(let reply): .later { try MessageWriter.json(await reply()) }
          }
        }
      }
  }

  /// - Throws: `access_denied` unless the rule names a kind that the caller is.
  func admit(_ call: Call) throws(ServiceError) {
    guard !access.isDisjoint(with: call.callers) else {
      throw ServiceError(.accessDenied, "\(name) is for \(access); uid \(call.peer.userID) is not among them")
    }
  }
}

extension Method {
  /// - Throws: `invalid_params`, naming the member at fault.
  fileprivate init(_ params: JSONValue) throws {
    do { self = try MessageReader.read(Self.self, from: params, unknownMembers: .refused) } catch let error
      as DecodingError
    {
      throw ServiceError(error)
    }
  }
}
