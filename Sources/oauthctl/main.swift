import Commands
import Glibc
import SocketTransport

StandardStreams.fill()
CoreDumps.forbid(isOpen: true)
// libdispatch asks for a thread of a priority that only root may give, and would tell the journal that it has none.
setenv("LIBDISPATCH_LOG", "NO", 0)
exit(await Invocation.ofProcess())
