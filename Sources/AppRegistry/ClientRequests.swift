import Permissions
import WireProtocol

/// A request to show one client.
protocol ClientLookup: Method where Reply: RegisteredClient {
  var sid: SID<Reply.Kind> { get }
}

extension AppsGet: ClientLookup {}
extension APIKeysGet: ClientLookup {}

/// A request to list an account's clients.
protocol ClientListing: Method where Reply == Page<Item> {
  associatedtype Item: RegisteredClient

  var accountSid: AccountSID { get }
  var pageSize: PageSize? { get }
  var pageToken: String? { get }
}

extension AppsList: ClientListing {
  typealias Item = App
}

extension APIKeysList: ClientListing {
  typealias Item = APIKey
}

/// A request to create a client.
protocol ClientCreation: Method {
  associatedtype Registered: RegisteredClient

  var accountSid: AccountSID { get }

  /// The client that is asked for.
  /// - Throws: `invalid_params`, `invalid_scope`, `limit_exceeded`, `region_not_supported`.
  func client(
    _ sid: SID<Registered.Kind>, by creator: Creator, checkedAgainst catalogue: Catalogue, at now: Timestamp
  ) throws(ServiceError) -> Registered
}

/// Who creates a client, as the client goes on telling it.
struct Creator {
  let name: String
  /// `nil` where an operator creates it.
  let sid: UserSID?
}
