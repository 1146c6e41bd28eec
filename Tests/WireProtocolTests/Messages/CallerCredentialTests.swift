import TestSupport
import Testing
import WireProtocol

@Suite struct CallerCredentialTests {
  private static let secret = "0123456789"
  private static let key = APIKeySID.sample
  private static let account = AccountSID.sample

  private func rejection(_ credential: String) -> ReceivedRequest.Rejection? {
    let text = #"{"jsonrpc":"2.0","id":7,"method":"a.b","meta":{"credential":\#(credential)}}"#
    do throws(ReceivedRequest.Rejection) {
      _ = try ReceivedRequest(message: Array(text.utf8))
      return nil
    } catch { return error }
  }

  @Test(
    "A credential is one of three things, and crosses the wire as it is",
    arguments: [
      (CallerCredential.apiKey(key, secret: Sensitive(secret)), #"{"api_key":"\#(key)","secret":"\#(secret)"}"#),
      (.account(account, secret: Sensitive(secret)), #"{"account_sid":"\#(account)","secret":"\#(secret)"}"#),
      (.token(Sensitive("eyJ")), #"{"token":"eyJ"}"#),
    ])
  func shapes(_ credential: CallerCredential, _ json: String) throws {
    #expect(try Wire.text(credential) == json)
    let request = Request(id: .number(1), method: "a.b", params: Array("{}".utf8), meta: Meta(credential: credential))
    #expect(try ReceivedRequest(message: request.encoded()).meta.credential == credential)
    #expect(rejection(json) == nil)
  }

  @Test(
    "Anything else is refused, naming meta.credential",
    arguments: [
      ("{}", ""), ("7", ""), ("[]", ""), (#"{"api_key":"\#(key)"}"#, ""), (#"{"secret":"x"}"#, ""),
      (#"{"token":"x","secret":"x"}"#, ""), (#"{"api_key":"\#(key)","secret":"x","token":"x"}"#, ""),
      (#"{"api_key":"\#(key)","account_sid":"\#(account)","secret":"x"}"#, ""),
      (#"{"api_key":"\#(key)","secret":null}"#, ""), (#"{"api_key":"\#(account)","secret":"x"}"#, ".api_key"),
      (#"{"account_sid":"\#(key)","secret":"x"}"#, ".account_sid"), (#"{"token":7}"#, ".token"),
      (#"{"token":"x","tokens":"x"}"#, ".tokens"),
    ])
  func others(_ json: String, _ member: String) {
    let error = rejection(json)?.error
    #expect(
      error?.code == .malformedRequest && error?.path == "meta.credential\(member)", "\(String(describing: error))")
  }

  @Test("R14: neither secret nor token shows itself")
  func redaction() {
    for credential in [
      CallerCredential.apiKey(.sample, secret: Sensitive("s3cr3t")), .account(.sample, secret: Sensitive("s3cr3t")),
      .token(Sensitive("s3cr3t")),
    ] {
      var dumped = ""
      dump(Meta(credential: credential), to: &dumped)
      #expect(!"\(credential)\(String(reflecting: credential))\(dumped)".contains("s3cr3t"))
    }
  }
}
