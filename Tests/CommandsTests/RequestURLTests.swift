import Testing

@testable import Commands

struct RequestURLTests {
  @Test(
    "A URL is taken apart into host and path, undecoded, without query and fragment",
    arguments: [
      ("https://api.twilio.com/2010-04-01/Accounts.json?Page=2", "api.twilio.com", "/2010-04-01/Accounts.json"),
      ("HTTPS://API.twilio.com:8443/a%2Fb#top", "API.twilio.com:8443", "/a%2Fb"),
      ("https://api.twilio.com", "api.twilio.com", "/"),
      ("https://api.twilio.com?x=/y", "api.twilio.com", "/"),
      ("https://[::1]/x", "[::1]", "/x"),
      ("/v1/Services?x=1", nil, "/v1/Services"),
      ("/", nil, "/"),
      ("//api.twilio.com/x", nil, "//api.twilio.com/x"),
    ] as [(String, String?, String)])
  func parts(text: String, host: String?, path: String) throws {
    let url = try RequestURL(argument: text)
    #expect(url.host == host)
    #expect(url.path == path)
  }

  @Test(
    "What is neither an https URL nor a path is refused",
    arguments: [
      "", "GET", "v1/Services", "http://api.twilio.com/x", "https:///x", "https://", "https://me@api.twilio.com/",
      "ftp://x/y", "?x",
    ])
  func refused(text: String) {
    #expect(throws: UsageFault.self) { try RequestURL(argument: text) }
  }
}
