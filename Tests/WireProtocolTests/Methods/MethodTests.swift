import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct MethodTests {
  @Test("A method's name is noun.verb and no other's")
  func names() {
    #expect(Set(everyMethod.map(\.name)).count == everyMethod.count)
    for method in everyMethod {
      #expect(method.name.wholeMatch(of: /[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*/) != nil, "\(method.name)")
    }
  }

  @Test("The services have the methods that the design lists")
  func listed() {
    let listed = [
      "accounts.create|get|list|update|suspend|resume|close", "users.create|get|list|update|delete|whoami",
      "roles.grant|revoke|list",
      "apps.create|get|list|update|delete|rotate_secret|list_secrets|revoke_secret|set_keys|add_key|remove_key",
      "apps.enable|disable|revoke_tokens",
      "api_keys.create|get|list|update|delete|rotate_secret", "permissions.list|match",
      "clients.list_secrets|note_uses",
      "sessions.create|redeem|check|list|end", "unit_bindings.create|list|delete|resolve",
      "secrets.create|rotate|verify|get|list|revoke|destroy|list_expiring|note_uses",
      "tokens.issue|introspect|authorize|revoke|introspect_jwt|issue_to_unit",
      "signing_keys.list|rotate|import|retire", "jwks.get",
      "metadata.get", "audit.list|verify", "rpc.discover", "service.status|metrics",
    ]
    let names = listed.flatMap { group in
      let parts = group.split(separator: ".")
      return parts[1].split(separator: "|").map { "\(parts[0]).\($0)" }
    }
    #expect(everyMethod.map(\.name) == names)
  }

  @Test("Every method has one sentence of summary and somebody who may call it")
  func summaries() {
    for method in everyMethod {
      #expect(
        method.summary.wholeMatch(of: /[A-Z].*[a-z)]\.( [A-Z].*\.)?/) != nil || method.summary.hasSuffix(")."),
        "\(method.name)")
      #expect(!method.summary.contains("\n"), "\(method.name)")
      #expect(!method.access.isEmpty, "\(method.name)")
      #expect(!method.access.description.isEmpty, "\(method.name)")
    }
  }

  @Test("What lists, gets, matches, verifies or introspects changes nothing; what creates, deletes or revokes does")
  func effects() {
    for method in everyMethod {
      let verb = String(method.name.split(separator: ".")[1])
      if ["get", "list", "match", "verify", "introspect", "authorize", "status", "metrics", "discover"].contains(verb) {
        #expect(method.effect == .reads, "\(method.name)")
      }
      if ["create", "delete", "destroy", "revoke", "rotate", "update", "grant", "close", "suspend", "resume"].contains(
        verb)
      {
        #expect(method.effect.isChange, "\(method.name)")
      }
    }
  }

  @Test("Every example comes back from its own types as it was")
  func roundTrips() throws {
    struct RoundTrip: MethodCheck {
      func callAsFunction<M: Method>(_ method: M.Type) throws {
        let request = try Wire.value(M.self, Wire.text(M.example.request))
        #expect(request == M.example.request, "\(M.name)")
        let reply = try Wire.value(M.Reply.self, Wire.text(M.example.reply))
        #expect(reply == M.example.reply, "\(M.name)")
      }
    }
    try RoundTrip().run()
  }

  @Test("Every example has the members of its schema: all that are required, and none that it does not know")
  func schemas() throws {
    for method in everyMethod {
      let example = try method.example()
      try expectMembers(
        of: method.parameters, in: JSONSerialization.jsonObject(with: Data(example.request)), method.name)
      // What describes methods has no methods in its example, and metrics are named by methods.
      guard !["rpc.discover", "service.metrics"].contains(method.name) else { continue }
      try expectMembers(of: method.result, in: JSONSerialization.jsonObject(with: Data(example.reply)), method.name)
    }
  }

  private func expectMembers(of schema: JSONSchema, in value: Any, _ place: String) {
    switch (schema, value) {
    case (.object(let members), let object as [String: Any]):
      let required = members.filter(\.isRequired).map(\.name)
      #expect(Set(required).isSubset(of: object.keys), "\(place)")
      #expect(Set(object.keys).isSubset(of: members.map(\.name)), "\(place)")
      for member in members {
        if let inner = object[member.name], !(inner is NSNull) {
          expectMembers(of: member.schema, in: inner, "\(place).\(member.name)")
        }
      }
    case (.array(let element), let array as [Any]):
      for inner in array { expectMembers(of: element, in: inner, "\(place)[]") }
    case (.oneOrMore(let element), _):
      expectMembers(of: value is [Any] ? .array(of: element) : element, in: value, place)
    case (.map(let element), let object as [String: Any]):
      for (name, inner) in object { expectMembers(of: element, in: inner, "\(place).\(name)") }
    case (.enumeration(let words), let word as String): #expect(words.contains(word), "\(place)")
    case (.integer(let range), let number as Int): #expect(range?.contains(number) ?? true, "\(place)")
    case (.string, is String), (.boolean, is Bool): break
    case (.any, let object as [String: Any]): #expect(object.isEmpty, "\(place)")
    default: Issue.record("\(place): \(value) is not \(schema)")
    }
  }

  @Test("Members and methods are in snake_case")
  func spelling() {
    for method in everyMethod {
      for name in memberNames(method.parameters) + memberNames(method.result)
      where !name.hasPrefix("x-") && name != "paramStructure" {
        #expect(name.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(method.name): \(name)")
      }
    }
  }

  private func memberNames(_ schema: JSONSchema) -> [String] {
    if case .array(let element) = schema { return memberNames(element) }
    return schema.members.flatMap { [$0.name] + memberNames($0.schema) }
  }
}
