import ArgumentParser

/// The option that keeps a new secret off the screen.
struct NewSecretFile: ParsableArguments {
  @Option(
    name: .customLong("secret-file"),
    help: ArgumentHelp("Write the secret to this new file, with mode 0600, instead of printing it.", valueName: "file"),
    completion: .file(), transform: PrivateFile.init(argument:))
  var file: PrivateFile?
}
