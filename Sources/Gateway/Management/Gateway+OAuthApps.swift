import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

extension Gateway {
  var appRoutes: [DescribedRoute] {
    let path = "/v1/Account/OAuthApps"
    return [
      managing(.POST, path, .createApp, by: AppsCreate.self, GivenMembers.ofApp) { result, _ in
        Answer(.created, json: result.text)
      },
      managing(.GET, path, .listApps, by: AppsList.self, ListRequest.members) { [managementURL] in
        try ListRequest($1).answer($0, of: App.self, as: OAuthApps.listName, at: managementURL) { Array($0.text) }
      },
      managing(.GET, "\(path)/{sid}", .readApp, by: AppsGet.self, GivenMembers.none, Answer.relayed),
      managing(.PUT, "\(path)/{sid}", .updateApp, by: AppsUpdate.self, GivenMembers.ofApp, Answer.relayed),
      managing(.DELETE, "\(path)/{sid}", .deleteApp, by: AppsDelete.self, GivenMembers.none, Answer.done),
      managing(
        .POST, "\(path)/{sid}/secret", .rotateSecret, by: AppsRotateSecret.self, GivenMembers.ofRotation,
        Answer.relayed),
    ]
  }
}

enum OAuthApps {
  /// What the list is called in its page.
  static let listName = "oauth_apps"
}

extension GivenMembers {
  /// An app as SDKs send it: with the type that there is one of, and with an owner, which is the account.
  @Sendable fileprivate static func ofApp(_ request: HTTPRequest) throws -> GivenMembers {
    let members = try request.jsonMembers(aliases: ["owner_sid": "account_sid"])
    if let type = members["type"], !type.elementsEqual("\"\(AppType.clientCredentials.rawValue)\"".utf8) {
      throw RequestFault(.badRequest, "type: the only one there is is \(AppType.clientCredentials.rawValue)")
    }
    guard members["client_sid"] == nil else {
      throw RequestFault(
        .badRequest, "client_sid: a client id is never chosen; leave it out, and read it in the answer")
    }
    return members
  }

  /// A rotation may go without any body.
  @Sendable fileprivate static func ofRotation(_ request: HTTPRequest) throws -> GivenMembers {
    request.body.readableBytes == 0 ? GivenMembers() : try request.jsonMembers()
  }
}
