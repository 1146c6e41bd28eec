import Daemon
import Gateway
import WireProtocol

let front = HTTPFront()
await Daemon.run(.gateway, front: front) { daemon in
  try front.requireSockets()
  front.open(
    Gateway(
      issuer: daemon.settings.issuer, managementURL: daemon.settings.managementURL,
      tokenIssuer: daemon.socketClient(of: .tokenIssuer), appRegistry: daemon.socketClient(of: .appRegistry)),
    daemon.settings.http)
  return Assembly(routes: [])
}
