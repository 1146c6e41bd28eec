import Permissions
import Testing

@Suite struct RealCatalogueTests {
  let catalogue: Catalogue

  init() throws {
    catalogue = try RealCatalogue.load()
  }

  @Test("The installed catalogue has 503 permissions, 46 of them wildcards, sorted by name")
  func contents() {
    #expect(catalogue.permissions.count == 503)
    #expect(catalogue.permissions.filter { $0.name.hasSuffix("/*") }.count == 46)
    #expect(catalogue.permissions.map(\.name) == catalogue.permissions.map(\.name).sorted())
    #expect(catalogue.permission(named: "/twilio/messaging/messages/create")?.product == "messaging")
  }

  @Test("Permissions without endpoints are no part of the catalogue")
  func unmapped() {
    #expect(!catalogue.contains("/twilio/verify/rule/list"))
    #expect(catalogue.contains("/twilio/iam/account-oauth-apps/*"))
  }

  @Test("R12: A request for each of the 502 endpoints maps to exactly its permission, concrete before wildcard")
  func everyEndpoint() {
    var owners: [Endpoint: String] = [:]
    for permission in catalogue.permissions {
      for endpoint in permission.endpoints where owners[endpoint] == nil || !permission.name.hasSuffix("/*") {
        owners[endpoint] = permission.name
      }
    }
    #expect(owners.count == 502)
    for (endpoint, name) in owners {
      let path = RealCatalogue.requestPath(for: endpoint.path)
      let account = path.hasPrefix("/2010-04-01/Accounts/") ? RealCatalogue.sid : nil
      let match = catalogue.matcher.match(method: endpoint.method, host: endpoint.host, path: path)
      #expect(match == .permission(name: name, accountSid: account), "\(endpoint)")
    }
  }

  @Test("R12: Without a host each endpoint maps to its permission or to all hosts that share the path")
  func everyEndpointWithoutHost() {
    for permission in catalogue.permissions where !permission.name.hasSuffix("/*") {
      for endpoint in permission.endpoints {
        let path = RealCatalogue.requestPath(for: endpoint.path)
        switch catalogue.matcher.match(method: endpoint.method, host: nil, path: path) {
        case .permission(let name, _): #expect(name == permission.name)
        case .ambiguousHost(let hosts): #expect(hosts.contains(endpoint.host) && hosts.count > 1)
        case let other: Issue.record("\(endpoint): \(other)")
        }
      }
    }
  }

  @Test("The actions of a wildcard entry are its concrete siblings")
  func actions() {
    #expect(
      catalogue.actions(of: "/twilio/iam/account-oauth-apps/*") == [
        "/twilio/iam/account-oauth-apps/create", "/twilio/iam/account-oauth-apps/delete",
        "/twilio/iam/account-oauth-apps/list", "/twilio/iam/account-oauth-apps/read",
        "/twilio/iam/account-oauth-apps/update",
      ])
    #expect(catalogue.actions(of: "/twilio/voice/sip.connection-policies.targets/*").isEmpty)
    #expect(catalogue.contains("/twilio/voice/sip.connection-policies.targets/*"))
  }

  @Test("R12: A request that only a wildcard entry covers maps to that entry")
  func wildcardOnly() {
    let path = RealCatalogue.requestPath(for: "/v1/ConnectionPolicies/{ConnectionPolicySid}/Targets")
    let match = catalogue.matcher.match(method: "POST", host: "voice.twilio.com", path: path)
    #expect(match == .permission(name: "/twilio/voice/sip.connection-policies.targets/*", accountSid: nil))
  }
}
