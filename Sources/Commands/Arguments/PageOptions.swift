import ArgumentParser
import WireProtocol

/// How much of a list is shown: all of it, unless one page is asked for.
struct PageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Show one page of at most so many items, 1 to 1000.", valueName: "items"),
    transform: PageSize.init(argument:))
  var pageSize: PageSize?

  @Option(
    help: ArgumentHelp("Show the page that this token, told with the page before, stands for.", valueName: "token"))
  var pageToken: String?

  var isOnePage: Bool { pageSize != nil || pageToken != nil }
}
