import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct SensitiveTests {
  private let secret = "kX9-plain-secret-kX9"

  @Test("R14: A secret shows itself in no description, interpolation, reflection or dump, alone or within other values")
  func redaction() {
    let sensitive = Sensitive(secret)
    let values: [Any] = [
      sensitive, [sensitive], ["key": sensitive], Optional(sensitive) as Any, (sensitive, 1),
      Result<Sensitive, ServiceError>.success(sensitive),
      SecretsVerify(clientId: .sample, clientSecret: sensitive),
      TokenReply(accessToken: sensitive, expiresIn: 1, scope: ""),
      IssuedSecret(sid: .sample, clientId: .sample, secret: sensitive, dateCreated: .sample),
      TokensIntrospect(token: sensitive),
      CreatedApp(app: .example, secret: sensitive, secretSid: .sample),
      TokensRevoke(token: sensitive, clientId: .sample, clientSecret: sensitive),
    ]
    for value in values {
      var shown =
        "\(value) \(String(describing: value)) \(String(reflecting: value)) "
        + "\(Mirror(reflecting: value).children.map(\.value))"
      dump(value, to: &shown)
      debugPrint(value, to: &shown)
      print(value, to: &shown)
      #expect(!shown.contains("plain"))
      #expect(shown.contains("‹redacted›"))
    }
    #expect(Mirror(reflecting: sensitive).children.isEmpty)
  }

  @Test("On the wire a secret is the string that it is")
  func wire() throws {
    let json = try Wire.text([Sensitive(secret)])
    #expect(json == "[\"\(secret)\"]")
    #expect(try Wire.value([Sensitive].self, json)[0].revealed == secret)
  }

  @Test("R14: What is wrong with a message does not show the secret in it")
  func faults() {
    let faulty = [
      #"{"client_id":"OQ1","client_secret":"\#(secret)"}"#, #"{"client_secret":"\#(secret)"}"#,
      #"{"client_id":7,"client_secret":["\#(secret)"]}"#,
    ]
    for json in faulty {
      do {
        _ = try Wire.value(SecretsVerify.self, json)
        Issue.record("\(json) was taken")
      } catch {
        #expect(!"\(error)".contains("plain"))
        if let error = error as? DecodingError { #expect(!ServiceError(error).message.contains("plain")) }
      }
    }
  }
}
