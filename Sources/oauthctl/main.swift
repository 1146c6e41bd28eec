import Commands
import Glibc

exit(await Invocation(CommandLine.arguments.dropFirst(), on: .process).run())
