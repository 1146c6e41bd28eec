import FoundationEssentials
import JSON
import Synchronization

/// A method bound to its handler, types erased: JSON parameters in, JSON result out.
package struct Route: Sendable {
  /// A result, or what has to be waited for to get it.
  enum Answer: Sendable {
    case ready(Data)
    case later(@Sendable () async throws -> Data)
  }

  package let name: String
  package let access: Callers
  package let effect: Effect
  let answer: @Sendable (Data, Call) throws -> Answer

  init<M: Method>(_ handler: Handler<M>) {
    name = M.name
    access = M.access
    effect = M.effect
    let parameters = ParameterDecoder<M>()
    answer =
      switch handler.body {
      case .immediate(let body):
        { json, call in .ready(try M.encoded(body(parameters.decode(json), call))) }
      case .waiting(let body):
        { json, call in
          let request = try parameters.decode(json)
          return .later { try M.encoded(await body(request, call)) }
        }
      case .eager(let attempt, let body):
        { json, call in
          let request = try parameters.decode(json)
          if let reply = try attempt(request, call) { return .ready(try M.encoded(reply)) }
          return .later { try M.encoded(await body(request, call)) }
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

/// Decodes a method's parameters and refuses members that the method does not have: a misspelt option must not be
/// ignored.
private final class ParameterDecoder<M: Method>: Sendable {
  /// Found out at the first call: a start does not wait for what all methods take.
  private let known = Mutex<[String]?>(nil)

  func decode(_ json: Data) throws -> M {
    do {
      let object = try JSONObject(json)
      let known = names
      for (name, _) in object.members where !known.contains(name) { throw refusal(of: name.shortened()) }
      return try M.decoded(object, from: json)
    } catch let error as DecodingError {
      throw ServiceError(error)
    }
  }

  private var names: [String] {
    known.withLock { known in
      let names = known ?? JSONSchema.describe(M.self).members.map(\.name)
      known = names
      return names
    }
  }

  private func refusal(of name: String) -> ServiceError {
    let taken = names.isEmpty ? "none" : names.joined(separator: ", ")
    return ServiceError(.invalidParams, "\(name): \(M.name) has no such member; it takes \(taken)", path: name)
  }
}
