import ArgumentParser
import JOSE
import WireProtocol

/// The options that tell by what a client authenticates: its secret, or the private key of a pair whose public half is
/// registered.
struct ClientCredentials: ParsableArguments {
  @OptionGroup var secret: ClientSecret
  @Option(
    name: .customLong("private-key"),
    help: ArgumentHelp(
      "File that holds the app's private key, PEM or JSON Web Key, to sign an assertion with in place of the secret.",
      valueName: "file"),
    completion: .file(), transform: InputSource.init(argument:))
  var privateKey: InputSource?

  func validate() throws {
    guard secret.source == nil || privateKey == nil else {
      throw ValidationError("A client authenticates in one way: give --secret-file or --private-key.")
    }
  }

  /// Where they are read from, if that is told.
  var source: InputSource? { privateKey ?? secret.source }

  /// What the client authenticates by in its next request: either of the two.
  /// - Throws: ``UsageFault`` for what can't be read; whatever the service's metadata can't be had for.
  func read(for client: AppSID, in session: Session) async throws -> (secret: Sensitive?, assertion: Sensitive?) {
    guard let privateKey else { return (try secret.read(on: session.host), nil) }
    let key = try privateKey.readPrivateKey(on: session.host)
    let metadata = try await session.connect(to: .tokenIssuer).answer(to: MetadataGet()).reply()
    let assertion = try ClientAssertion.sign(
      client: client.text, audience: metadata.issuer, at: Timestamp.now.secondsSince1970,
      jwtID: TraceContext.random().traceIDText, with: key)
    return (nil, Sensitive(assertion))
  }
}

extension InputSource {
  fileprivate func readPrivateKey(on host: Host) throws -> SigningKey {
    let text = try read("the private key", on: host)
    do throws(KeyImportError) { return try SigningKey(imported: text) } catch {
      throw UsageFault("the private key can't be used: \(error)")
    }
  }

  /// - Parameter kid: What the owner calls it; in place of the file's own word.
  /// - Throws: ``UsageFault`` for what is not a public key that is served. Nothing of the file is told.
  func readPublicKey(kid: String? = nil, on host: Host) throws -> PublicJWK {
    let text = try readPublic("the public key", on: host)
    do throws(KeyFileError) { return try PublicJWK(fileText: text, kid: kid) } catch {
      throw UsageFault("the public key can't be used: \(error)")
    }
  }
}
