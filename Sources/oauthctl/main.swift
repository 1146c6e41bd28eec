import Commands
import Glibc
import SocketTransport

CoreDumps.forbid()
exit(await Invocation.ofProcess())
