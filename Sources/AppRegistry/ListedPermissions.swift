import Permissions
import Synchronization
import WireProtocol

/// The permissions of the current catalogue as they are listed, by position: written once for each catalogue.
final class ListedPermissions: Sendable {
  private let written = Mutex<(digest: String, permissions: [Encoded<ListedPermission>])?>(nil)

  func of(_ catalogue: Catalogue) throws -> [Encoded<ListedPermission>] {
    try written.withLock { written in
      if let written, written.digest == catalogue.digest { return written.permissions }
      let permissions = try catalogue.permissions.map { permission in
        try Encoded(ListedPermission(permission, resource: catalogue.resource(of: permission.name)))
      }
      written = (catalogue.digest, permissions)
      return permissions
    }
  }
}

extension ListedPermission {
  fileprivate init(_ permission: Permission, resource: ResourceIdentifier?) {
    self.init(
      permission: permission.name, description: permission.description,
      endpoints: permission.endpoints.map { ListedEndpoint(method: $0.method, host: $0.host, path: $0.path) },
      resource: resource?.text)
  }
}
