import ArgumentParser
import WireProtocol

struct SigningKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signing-key", abstract: "The keys that sign tokens: they follow each other by themselves.",
    discussion: """
      Examples:
        oauthctl signing-key list
        oauthctl signing-key rotate
        oauthctl signing-key import signing.pem

      When a key is stolen, its tokens end with it:
        oauthctl signing-key rotate --now
        oauthctl signing-key retire --now -- KID
      """,
    subcommands: [List.self, Rotate.self, Import.self, Retire.self])
}

extension SigningKeyCommand {
  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: SigningKeysList.abstract)

    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .tokenIssuer) { size, token in
        SigningKeysList(pageSize: size, pageToken: token)
      }
    }
  }

  struct Rotate: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "rotate", abstract: SigningKeysRotate.abstract)

    @Flag(help: "Sign with the next key at once. Who has fetched the JWKS before does not know that key yet.")
    var now = false
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(SigningKeysRotate(now: now ? true : nil), from: .tokenIssuer)
    }
  }

  struct Import: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: SigningKeysImport.abstract,
      discussion: """
        PEM (PKCS #8, SEC 1, PKCS #1) without a passphrase, or a private JSON Web Key:
        P-256, RSA of 2048 bits or more, or Ed25519, for the algorithm configured.
        """)

    @Argument(
      help: ArgumentHelp("File that holds the private key, - for standard input.", valueName: "file"),
      completion: .file(), transform: InputSource.init(argument:))
    var key: InputSource
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let key = Sensitive(try key.read("the key", on: session.host))
      try await session.show(SigningKeysImport(key: key), from: .tokenIssuer)
    }
  }

  struct Retire: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "retire", abstract: SigningKeysRetire.abstract,
      discussion: """
        A key that was rotated is retired by itself when its last token has expired.
        Another key has to be there to sign: oauthctl signing-key rotate --now makes it.
        An id may begin with -, so write -- before it.
        """)

    @Argument(
      help: ArgumentHelp("The key's id, as list shows it.", valueName: "kid"), transform: SigningKeyID.init(argument:))
    var kid: SigningKeyID
    @Flag(help: "End at once all tokens that the key has signed.") var now = false
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(SigningKeysRetire(kid: kid, now: now ? true : nil), from: .tokenIssuer)
    }
  }
}
