import ArgumentParser
import WireProtocol

struct WhoamiCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: UsersWhoami.abstract,
    discussion: "With --as: as whom the registry knows that user.")

  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run(in session: Session) async throws {
    try await session.show(UsersWhoami(), from: .appRegistry)
  }
}
