import ArgumentParser
import JSON
import WireProtocol

extension AppCommand {
  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "An app's public keys, by which it authenticates without a secret.",
      discussion: """
        The private half stays with the app:
          (umask 077; openssl genpkey -algorithm EC \\
            -pkeyopt ec_paramgen_curve:P-256 -out billing.key)
          openssl pkey -in billing.key -pubout -out billing.pub

        Examples:
          oauthctl app key add OQ... billing.pub
          oauthctl app update OQ... --auth private_key_jwt
          oauthctl app key list OQ...
          oauthctl app key remove OQ... THUMBPRINT --compromised
        """,
      subcommands: [Add.self, List.self, Remove.self])
  }
}

extension AppCommand.Key {
  struct Add: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: AppsAddKey.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @Argument(
      help: "File that holds the public key, PEM or JSON Web Key; - for standard input.",
      completion: .file(), transform: InputSource.init(argument:))
    var file: InputSource
    @Option(help: "What its assertions call the key in their kid. (default: the file's word, or none)") var kid: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let key = try file.readPublicKey(kid: kid, on: session.host)
      try await session.show(AppsAddKey(sid: app, jwk: key), from: .appRegistry)
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists an app's keys, with those removed lately.")

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let answer = try await session.connect(to: .appRegistry).answer(to: AppsGet(sid: app))
      if session.isJSON { return try session.write(answer.result.text) }
      var table = Table(AppKey.columns)
      try session.host.write(table.rendered(answer.reply().keys ?? []))
    }
  }

  struct Remove: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: AppsRemoveKey.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @Argument(
      help: "The key's thumbprint; write -- before the arguments if it begins with -.",
      transform: KeyThumbprint.init(argument:))
    var thumbprint: KeyThumbprint
    @Flag(help: "The key is compromised: the tokens issued by it end as well.") var compromised = false
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let removal = AppsRemoveKey(sid: app, thumbprint: thumbprint, compromised: compromised ? true : nil)
      try await session.show(removal, from: .appRegistry)
    }
  }
}

extension KeyThumbprint {
  /// - Throws: ``UsageFault`` for anything else.
  fileprivate init(argument: String) throws {
    guard let thumbprint = KeyThumbprint(argument) else {
      throw UsageFault("a key's thumbprint is expected, 43 characters; app key list shows it")
    }
    self = thumbprint
  }
}
