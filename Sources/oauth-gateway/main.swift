import Daemon
import Gateway
import GatewayTLS
import HTTP
import WireProtocol

let front = HTTPFront(of: .gateway)
let server: @Sendable (Daemon) throws -> TLSServer? = { daemon in
  try daemon.tlsFiles().map {
    try TLSServer(TLSFiles(certificate: $0.certificate, key: $0.key), report: daemon.note(faultyRenewal:))
  }
}
await Daemon.run(.gateway, front: front, inspections: [{ _ = try server($0) }]) { daemon in
  try front.requireSockets()
  let tls = try server(daemon)
  front.open(
    Gateway(
      issuer: daemon.settings.issuer, managementURL: daemon.settings.managementURL,
      tokenIssuer: daemon.socketClient(of: .tokenIssuer), appRegistry: daemon.socketClient(of: .appRegistry)),
    daemon.settings.http, security: tls)
  return Assembly(routes: [], checks: tls.map { [("certificate", $0.check)] } ?? [])
}
