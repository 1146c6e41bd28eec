import Permissions
import Storage
import WireProtocol

/// What an account's people create and what then proves itself: an app or an API key. Both are created,
/// changed and removed in the same steps (``ClientState``), by the same roles (R3).
protocol RegisteredClient: Listed {
  associatedtype Kind: ClientKind

  static var table: ClientTable { get }
  /// What the permissions to manage such clients have in common.
  static var permissions: String { get }
  /// Its ``AppStatus`` in SQL, of its own row, its account's, and that of the account's parent.
  static var statusExpression: String { get }
  /// What is read of one.
  static var columns: String { get }

  /// - Parameter row: Holds the ``columns``.
  init(row: Row) throws
  var columnValues: ColumnValues { get }

  var sid: SID<Kind> { get }
  var accountSid: AccountSID { get }
  var friendlyName: FriendlyName { get }
  /// What it may do; `nil`: everything.
  var rights: Policy? { get }
  /// Whether it proves itself by a secret.
  var usesSecret: Bool { get }

  /// With what else is shown of it.
  func told(_ size: TokenSize, by catalogue: Catalogue) -> Self
}

extension RegisteredClient {
  /// Where the ``columns`` are read from.
  static var source: String {
    """
    \(table) CROSS JOIN accounts ON accounts.sid = \(table).account_sid
      LEFT JOIN accounts AS parents ON parents.sid = accounts.parent_sid
    """
  }

  static var selection: String { "SELECT \(columns) FROM \(source)" }
}

extension App: RegisteredClient {
  typealias Kind = AppKind
  static let table = ClientTable.apps
  static let permissions = "/twilio/iam/account-oauth-apps"
  var rights: Policy? { policy }
  var usesSecret: Bool { tokenEndpointAuthMethod.usesSecret }

  func told(_ size: TokenSize, by catalogue: Catalogue) -> App { size.told(of: self, by: catalogue) }
}

extension APIKey: RegisteredClient {
  typealias Kind = APIKeyKind
  static let table = ClientTable.apiKeys
  static let permissions = "/twilio/iam/api-keys"
  var rights: Policy? { policy }
  var usesSecret: Bool { true }

  func told(_ size: TokenSize, by catalogue: Catalogue) -> APIKey { self }
}

/// Where clients of one kind are kept. The table has the name that their methods have.
enum ClientTable: String, CaseIterable, CustomStringConvertible {
  case apps
  case apiKeys = "api_keys"

  var description: String { rawValue }

  /// What people call one of its clients, behind "an".
  var noun: String {
    switch self {
    case .apps: "app"
    case .apiKeys: "API key"
    }
  }
}

extension ClientID {
  var table: ClientTable {
    switch self {
    case .app: .apps
    case .apiKey: .apiKeys
    }
  }
}
