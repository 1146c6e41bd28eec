import SocketTransport
import Testing

@testable import Commands

/// What `oauthctl up` proposes to try.
struct InvitationTests {
  @Test("curl reads the secret from its standard input, since what runs is for all to see")
  func secrecy() throws {
    for (address, target) in [("127.0.0.1:1", "http://127.0.0.1:1"), ("unix:/x", "--unix-socket /x http://localhost")] {
      let address = try ListeningAddress(argument: address)
      for text in [address.invitation(isSecure: false), address.managementInvitation(isSecure: false)] {
        #expect(text.contains("curl --config - \(target)/v"), "\(text)")
        #expect(text.contains(#"echo "user = \"$"#), "\(text)")
        #expect(!text.contains("--user"), "\(text)")
      }
    }
  }

  @Test("RFC 3986 6.2.3: the scheme's usual port is not in a URL, as the settings of URLs demand")
  func usualPort() throws {
    for (address, plain, secure) in [
      ("127.0.0.1:80", "http://127.0.0.1", "https://127.0.0.1:80"), ("[::1]:443", "http://[::1]:443", "https://[::1]"),
      ("127.0.0.1:8080", "http://127.0.0.1:8080", "https://127.0.0.1:8080"),
    ] {
      let address = try ListeningAddress(argument: address)
      #expect(address.url(isSecure: false) == plain)
      #expect(address.url(isSecure: true) == secure)
    }
  }
}
