import Daemon
import Gateway
import GatewayTLS
import HTTP
import WireProtocol

let front = HTTPFront(of: .gateway)
await Daemon.run(.gateway, front: front) { daemon in
  try front.requireSockets()
  let tls = try daemon.tlsFiles().map { try TLSServer(TLSFiles(certificate: $0.certificate, key: $0.key)) }
  front.open(
    Gateway(
      issuer: daemon.settings.issuer, managementURL: daemon.settings.managementURL,
      tokenIssuer: daemon.socketClient(of: .tokenIssuer), appRegistry: daemon.socketClient(of: .appRegistry)),
    daemon.settings.http, security: tls)
  return Assembly(routes: [], checks: tls.map { [("certificate", $0.check)] } ?? [])
}
