import Commands
import Glibc
import SocketTransport

CoreDumps.forbid(isOpen: true)
exit(await Invocation.ofProcess())
