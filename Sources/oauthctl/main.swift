import Commands
import Glibc
import SocketTransport

CoreDumps.forbid()
exit(await Invocation(CommandLine.arguments.dropFirst(), on: .process).run())
