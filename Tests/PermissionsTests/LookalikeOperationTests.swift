import Permissions
import Testing

/// Operations of the real API that are not in the catalogue, but would match one of its SID parameters if it took any
/// text.
@Suite struct LookalikeOperationTests {
  private static let account = "/2010-04-01/Accounts/\(RealCatalogue.sid)"

  private static let operations = [
    Endpoint(method: "GET", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/Local.json"),
    Endpoint(method: "POST", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/Local.json"),
    Endpoint(method: "GET", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/Mobile.json"),
    Endpoint(method: "POST", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/Mobile.json"),
    Endpoint(method: "GET", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/TollFree.json"),
    Endpoint(method: "POST", host: "api.twilio.com", path: "\(account)/IncomingPhoneNumbers/TollFree.json"),
    Endpoint(
      method: "GET", host: "intelligence.twilio.com",
      path: "/v2/Transcripts/\(RealCatalogue.sid)/OperatorResults/Encrypted"),
    Endpoint(method: "GET", host: "messaging.twilio.com", path: "/v1/Services/Usecases"),
    Endpoint(method: "POST", host: "messaging.twilio.com", path: "/v1/Services/PreregisteredUsa2p"),
  ]

  @Test("R12: The nine operations that only look like catalogue entries are denied", arguments: operations)
  func denied(_ operation: Endpoint) throws {
    let matcher = try RealCatalogue.load().matcher
    #expect(matcher.match(method: operation.method, host: operation.host, path: operation.path) == .unknownPath)
    #expect(!matches(matcher.match(method: operation.method, host: nil, path: operation.path)))
  }

  @Test("R12: With a SID in their place the same requests are covered", arguments: operations)
  func covered(_ operation: Endpoint) throws {
    let parts = operation.path.split(separator: "/", omittingEmptySubsequences: false)
    let last = RealCatalogue.sid + (operation.path.hasSuffix(".json") ? ".json" : "")
    let path = (parts.dropLast().map(String.init) + [last]).joined(separator: "/")
    #expect(matches(try RealCatalogue.load().matcher.match(method: operation.method, host: operation.host, path: path)))
  }

  private func matches(_ match: RequestMatch) -> Bool {
    if case .permission = match { true } else { false }
  }
}
