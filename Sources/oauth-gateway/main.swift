import Daemon
import Gateway
import WireProtocol

let front = HTTPFront()
await Daemon.run(.gateway, front: front) { daemon in
  front.open(
    Gateway(issuer: daemon.settings.issuer, tokenIssuer: daemon.socketClient(of: .tokenIssuer)), daemon.settings.http)
  return Assembly(routes: [])
}
