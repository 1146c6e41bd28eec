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
}
