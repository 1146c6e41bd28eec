package import Daemon
import Glibc
import Logging
import SocketTransport
package import Storage
package import WireProtocol

extension Daemon {
  /// The service's own database in its state directory. Its changes are told on the service's change page.
  package func store(schema: Schema) throws -> Store {
    let path = "\(try stateDirectory())/\(service.rawValue).sqlite"
    return Store(
      path: path, service: service, schema: schema,
      changes: try ChangeSignal(path: changePage(of: service), database: path, moments: moments),
      audit: AuditSettings(retention: settings.auditRetention) { [logger] checkpoint in
        logger.notice("the audit trail has come to entry \(checkpoint.number)", metadata: .checkpoint(checkpoint))
      },
      whenMade: { [logger] path in logger.notice("made a new database at \(path)") })
  }

  /// Sees the changes that the instances of a service acknowledge, on a page that is that service's own.
  package func changes(of service: ServiceName) throws -> ChangeWatch {
    // Nobody's where the host does not have the service's user.
    let owner = isEmbedded ? getuid() : try UserDatabase.userID(of: service.user) ?? .max
    return ChangeWatch(
      path: changePage(of: service), owner: owner, isOwn: service == self.service, moments: moments)
  }

  private func changePage(of service: ServiceName) -> String {
    "\(settings.runtimeDirectory)/\(service.changePage)"
  }
}
