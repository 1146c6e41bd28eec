import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// Changing what an API key may do.
  var keyPolicyRoutes: [HTTPRoute] {
    [
      page("/keys/{sid}/edit") { visit in
        let (key, policy) = try await Self.restrictedKey(visit)
        let form = visit.query["step"] == nil ? PolicyForm(key, policy) : PolicyForm(visit.query)
        return try await Self.edit(key, visit).page(form)
      },
      form("/keys/{sid}/edit") { submission in
        let (key, policy) = try await Self.restrictedKey(submission.visit)
        let form = PolicyForm(submission.form)
        do {
          if let wanted = try form.contents(replacing: PolicyForm.Contents(key, policy)) {
            _ = try await submission.change(
              APIKeysUpdate(
                sid: key.sid, friendlyName: wanted.friendlyName.unless(key.friendlyName),
                policy: wanted.policy.unless(policy)))
          }
          return .see("/keys/\(key.sid)")
        } catch  where error.isForAnotherTry {
          return .page(try await Self.edit(key, submission.visit).page(form, error))
        }
      },
    ]
  }

  /// - Throws: ``RequestFault`` for a main key.
  private static func restrictedKey(_ visit: Visit) async throws -> (APIKey, Policy) {
    let key = try await visit.ask(APIKeysGet(sid: try visit.sid()))
    guard let policy = key.policy else {
      throw RequestFault(
        .badRequest, "a main key may make every request of its account; make a restricted key for less, and delete this"
      )
    }
    return (key, policy)
  }

  private static func edit(_ key: APIKey, _ visit: Visit) -> PolicyPicker {
    PolicyPicker(
      visit: visit, trail: trail(to: key), title: "Change \(key.friendlyName)", path: "/keys/\(key.sid)/edit",
      client: .key, verb: "Save",
      consequence: "What is taken away is refused from the next request on, and what is added works from then on.")
  }
}
