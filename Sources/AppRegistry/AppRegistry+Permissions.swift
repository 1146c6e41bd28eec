import Permissions
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var permissionRoutes: [Route] {
    permissionMethods.serve(
      PermissionsList.served(encodedBy: listPermissions), PermissionsMatch.served(atOnceBy: matchPermission))
  }

  /// A page's cursor is a position in the catalogue, so a page token is good for that catalogue only.
  func listPermissions(_ request: PermissionsList, _ call: Call) throws -> Encoded<Page<ListedPermission>> {
    let catalogue = catalogue.current
    let cursor = try PageCursor(
      size: request.pageSize, token: request.pageToken,
      of: "\(PermissionsList.name) \(request.product ?? "") \(catalogue.digest)", seal: .ofPublicLists)
    let matching = catalogue.permissions.indices.dropFirst(Int(cursor.rowID)).lazy.filter { index in
      request.product == nil || catalogue.permissions[index].product == request.product
    }
    let found = Array(matching.prefix(cursor.size + 1))
    let listed = try listedPermissions.of(catalogue)
    let shown = cursor.shown(of: found) { listed[$0].json.count }
    let token = found.count > shown.count ? try shown.last.map { try cursor.token(after: Int64($0) + 1) } : nil
    return .page(shown.lazy.map { listed[$0] }, nextPageToken: token)
  }

  func matchPermission(_ request: PermissionsMatch, _ call: Call) throws -> PermissionMatch {
    let match = catalogue.current.matcher.match(method: request.method, host: request.host, path: request.path)
    guard case .permission(let name, let accountSid) = match else {
      return PermissionMatch(permission: nil, accountSid: nil, reason: match.reason)
    }
    return PermissionMatch(permission: name, accountSid: accountSid, reason: match.reason)
  }
}
