import Permissions
import WireProtocol

/// A request to show one client.
protocol ClientLookup: ClientRequest where Reply == Registered {
  var sid: SID<Registered.Kind> { get }
}

extension ClientLookup {
  static var action: ClientAction { .read }
}

extension AppsGet: ClientLookup {}
extension APIKeysGet: ClientLookup {}

/// A request to list clients.
protocol ClientListing: ClientRequest where Reply == Page<Registered> {
  /// `nil`: of all accounts that the caller may use; the credential's own.
  var accountSid: AccountSID? { get }
  var name: FriendlyName? { get }
  var permission: String? { get }
  var createdBy: String? { get }
  var status: AppStatus? { get }
  var unusedSince: Timestamp? { get }
  var pageSize: PageSize? { get }
  var pageToken: String? { get }
}

extension ClientListing {
  static var action: ClientAction { .list }
}

extension AppsList: ClientListing {
  typealias Registered = App
}

extension APIKeysList: ClientListing {
  typealias Registered = APIKey
}

/// A request to create a client.
protocol ClientCreation: ClientRequest {
  associatedtype Registered

  /// `nil`: the credential's own.
  var accountSid: AccountSID? { get }

  /// The client that is asked for.
  /// - Parameter account: The one that it is to be of.
  /// - Throws: `invalid_params`, `invalid_scope`, `limit_exceeded`, `region_not_supported`.
  func client(
    _ sid: SID<Registered.Kind>, of account: AccountSID, by creator: Creator, checkedAgainst catalogue: Catalogue,
    at now: Timestamp
  ) throws(ServiceError) -> Registered
}

extension ClientCreation {
  static var action: ClientAction { .create }
}

/// Who creates a client, as the client goes on telling it.
struct Creator {
  let name: String
  /// `nil` where it is no user.
  let sid: UserSID?
}
