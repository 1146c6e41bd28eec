import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var keyRoutes: [DescribedRoute] {
    let path = "/v1/Keys"
    return [
      managing(.POST, path, .createKey, by: APIKeysCreate.self, GivenMembers.ofKey) { result, _ in
        Answer(.created, json: result.withInternetDates[...])
      },
      managing(.GET, path, .listKeys, by: APIKeysList.self, ListRequest.members) { [managementURL] in
        try ListRequest($1).answer($0, of: APIKey.self, as: Keys.listName, at: managementURL, item: \.withInternetDates)
      },
      managing(.GET, "\(path)/{sid}", .readKey, by: APIKeysGet.self, GivenMembers.none, Answer.key),
      managing(.POST, "\(path)/{sid}", .updateKey, by: APIKeysUpdate.self, GivenMembers.ofKey, Answer.key),
      managing(.DELETE, "\(path)/{sid}", .deleteKey, by: APIKeysDelete.self, GivenMembers.none, Answer.done),
    ]
  }
}

enum Keys {
  /// What the list is called in its page.
  static let listName = "keys"
  /// The members of a form, by their names in the protocol. The policy is JSON.
  static let formNames: KeyValuePairs = [
    "AccountSid": "account_sid", "FriendlyName": "friendly_name", "KeyType": "type", "Policy": "policy",
  ]
}

extension GivenMembers {
  /// A key, as JSON by the names of the protocol, or as a form by those of the hosted provider.
  @Sendable fileprivate static func ofKey(_ request: HTTPRequest) throws -> GivenMembers {
    switch try request.mediaType {
    case "application/json": return try GivenMembers(json: request.body.readableBytesView)
    case RouteDescription.Content.formType: return try GivenMembers(keyForm: Form(request))
    default:
      throw RequestFault(
        .badRequest,
        "the body must be JSON or a form: Content-Type: application/json or \(RouteDescription.Content.formType)")
    }
  }

  private init(keyForm form: Form) throws(RequestFault) {
    self.init(aliases: Keys.formNames)
    for (sent, name) in Keys.formNames {
      guard let text = form[sent] else { continue }
      guard name == "policy" else {
        give(name, text: text)
        continue
      }
      guard let policy = try? JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 16, values: 4096)).root else {
        throw RequestFault(.badRequest, #"\#(sent): expected JSON, such as {"allow":["/twilio/..."]}"#)
      }
      give(name, json: policy.text)
    }
  }
}

extension Answer {
  @Sendable fileprivate static func key(_ result: JSONValue, _ request: HTTPRequest) -> Answer {
    Answer(.ok, json: result.withInternetDates[...])
  }
}
