import JSON
import TestSupport
import Testing

/// curl, in the ways in which people use it.
@Suite(.timeLimit(.minutes(5))) struct CurlTests {
  @Test(
    "curl gets a token, whatever version of HTTP it speaks, and where it waits for a challenge",
    arguments: [
      [], ["--anyauth"], ["--http1.0"], ["--http2"], ["--expect100-timeout", "60", "-H", "Expect: 100-continue"],
    ])
  func token(options: [String]) async throws {
    try await DescribedSuite.run { suite, _ in
      // Twice, over one connection where curl keeps it.
      let request = """
        url = "\(suite.issuer)/v2/token"
        user = "\(suite.clientId):\(suite.clientSecret)"
        data = "grant_type=client_credentials"
        """
      let ending = try await Program.run(
        "/usr/bin/curl", ["--silent", "--show-error", "--fail", "--config", "-"] + options,
        input: "\(request)\nnext\nsilent\nfail\n\(request)\n")
      #expect(ending.status == 0, "\(ending.errors)")
      let replies = ending.output.replacing("}{", with: "}\n{").split(separator: "\n")
      #expect(replies.count == 2)
      for reply in replies {
        #expect(try Wire.document(Array(reply.utf8))["access_token"]?.string != nil)
      }
    }
  }
}
