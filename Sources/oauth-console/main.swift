import Console
import Daemon
import WireProtocol

let front = ConsoleFront()
await Daemon.run(.console, front: front) { daemon in
  front.open(
    Console(
      appRegistry: daemon.socketClient(of: .appRegistry), tokenIssuer: daemon.socketClient(of: .tokenIssuer),
      gateway: daemon.socketClient(of: .gateway)))
  return Assembly(routes: [])
}
