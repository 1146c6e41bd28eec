import Permissions
import WireProtocol

extension Catalogue {
  /// Five permissions of messaging, then 150 of a product `bulk`, by name in another order.
  static func example() throws -> Catalogue {
    let messaging = ["list", "read", "create", "update", "delete"].map { action in
      Permission(
        name: "/twilio/messaging/messages/\(action)", description: "\(action) messages",
        endpoints: [
          Endpoint(
            method: action == "list" ? "GET" : "POST", host: "api.twilio.com",
            path: "/2010-04-01/Accounts/{AccountSid}/Messages\(action == "list" ? "" : "/\(action)").json")
        ])
    }
    let bulk = bulkNames.enumerated().map { index, name in
      Permission(
        name: name, description: "Read \(index)",
        endpoints: [Endpoint(method: "GET", host: "bulk.twilio.com", path: "/v1/\(index)")])
    }
    return try Catalogue(permissions: messaging + bulk)
  }

  static let bulkNames = (0..<150).map { "/twilio/bulk/resource\($0)/read" }
}

extension Policy {
  static let messaging = Policy(allow: ["/twilio/messaging/messages/list", "/twilio/messaging/messages/read"])
}
