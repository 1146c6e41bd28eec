import SystemCalls
import TestSupport
import Testing

/// The gateway over TLS, as curl and OpenSSL meet it.
@Suite(.timeLimit(.minutes(5))) struct TLSHandshakeTests {
  /// Runs a suite that serves HTTP over TLS while a test talks to it.
  private func run(_ test: (_ url: String, SelfSignedCertificate) async throws -> Void) async throws {
    let home = try TemporaryDirectory()
    let own = SelfSignedCertificate(in: home.path)
    try await own.make()
    let address = "127.0.0.1:\(try InternetSocket.freePort(of: "127.0.0.1"))"
    let options = ["--http", address, "--tls-certificate", own.certificate, "--tls-key", own.key]
    _ = try await Daemons.runUp(in: home, options) { _ in try await test("https://\(address)", own) }
  }

  private func curl(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run("/usr/bin/curl", ["--silent", "--show-error", "--include"] + arguments)
  }

  @Test("TLS 1.3 and 1.2 are served, and the metadata, the issuer and a browser are told of https")
  func versions() async throws {
    try await run { url, own in
      for version in [["--tlsv1.3"], ["--tlsv1.2", "--tls-max", "1.2"]] {
        let document = "\(url)/.well-known/oauth-authorization-server"
        let ending = try await Program.run(
          "/usr/bin/curl", ["--silent", "--show-error", "--include", "--cacert", own.certificate, document] + version)
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.contains("HTTP/1.1 200"))
        #expect(ending.output.contains("Strict-Transport-Security: max-age="))
        #expect(ending.output.contains("\"issuer\":\"\(url)\""), "\(ending.output)")
      }
    }
  }

  @Test("TLS 1.1 is refused, as is what is no TLS; whoever comes next is served")
  func refusals() async throws {
    try await run { url, own in
      let old = try await curl(
        "--tlsv1.1", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", "--insecure", "\(url)/healthz")
      #expect(old.status == 35 && old.errors.contains("protocol version"), "\(old.errors)")
      let plain = try await curl(url.replacing("https:", with: "http:") + "/healthz")
      #expect(plain.status != 0 && !plain.output.contains("HTTP/1.1 2"), "\(plain.output)")
      let next = try await curl("--cacert", own.certificate, "\(url)/healthz")
      #expect(next.output.contains("HTTP/1.1 200"), "\(next.errors)")
    }
  }

  @Test("Management over a network is encrypted as well")
  func management() async throws {
    let home = try TemporaryDirectory()
    let own = SelfSignedCertificate(in: home.path)
    try await own.make()
    let address = "127.0.0.1:\(try InternetSocket.freePort(of: "127.0.0.1"))"
    let options = ["--management", address, "--tls-certificate", own.certificate, "--tls-key", own.key]
    _ = try await Daemons.runUp(in: home, options) { _ in
      let answer = try await curl("--cacert", own.certificate, "https://\(address)/v1/Keys")
      #expect(answer.output.contains("HTTP/1.1 401"), "\(answer.output)\(answer.errors)")
      let plain = try await curl("http://\(address)/v1/Keys")
      #expect(plain.status != 0, "\(plain.output)")
    }
  }

  @Test("A renewed certificate is what the next client sees, without a restart")
  func renewal() async throws {
    try await run { url, own in
      let before = try await curl("--cacert", own.certificate, "\(url)/healthz")
      #expect(before.status == 0, "\(before.errors)")
      try await own.make()
      // Only the new certificate vouches for itself; the files are looked at every two seconds.
      let after = try await curl(
        "--cacert", own.certificate, "--retry", "20", "--retry-delay", "1", "--retry-all-errors", "\(url)/healthz")
      #expect(after.status == 0, "\(after.errors)")
    }
  }

  @Test("A certificate without its key, and an address that is given twice, are refused before anything starts")
  func options() async throws {
    let home = try TemporaryDirectory()
    for (options, words) in [
      (["--http", "127.0.0.1:8443", "--tls-certificate", "c.pem"], "give --tls-certificate and --tls-key together"),
      (["--http", "127.0.0.1:8443", "--http", "127.0.0.1:8443"], "127.0.0.1:8443 is given twice"),
      (["--http", "127.0.0.1:8443", "--management", "127.0.0.1:8443"], "127.0.0.1:8443 is given twice"),
    ] {
      let ending = try await Program.run(
        "\(Daemons.products)/oauthctl", ["up", "--directory", "\(home.path)/run"] + options)
      #expect(ending.status == 64 && ending.errors.contains(words), "\(ending.errors)")
    }
  }

  @Test("A gateway with a certificate and no key starts, serves nothing over it, and says what to give it")
  func halfConfigured() async throws {
    let home = try TemporaryDirectory()
    let own = SelfSignedCertificate(in: home.path)
    try await own.make()
    let environment = ["OAUTH_APPS_TLS_CERTIFICATE": own.certificate]
    let address = "127.0.0.1:\(try InternetSocket.freePort(of: "127.0.0.1"))"
    _ = try await Daemons.runUp(in: home, ["--http", address], environment: environment) { daemons in
      let status = try await daemons.oauthctl("status")
      #expect(status.errors.contains("is a certificate without a key"), "\(status.output)\(status.errors)")
      let answer = try await curl("http://\(address)/v2/token")
      #expect(answer.output.contains("HTTP/1.1 503"), "\(answer.output)\(answer.errors)")
    }
  }
}
