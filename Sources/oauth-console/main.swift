import Console
import Daemon
import HTTP
import WireProtocol

let front = HTTPFront(of: .console)
await Daemon.run(.console, front: front) { daemon in
  try front.requireSockets()
  let services = Dictionary(
    uniqueKeysWithValues: ServiceName.console.definition.calls.map { ($0, daemon.socketClient(of: $0)) })
  front.open(Console(services, loop: daemon.loop), daemon.settings.http)
  return Assembly(routes: [])
}
