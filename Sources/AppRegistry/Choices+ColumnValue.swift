import Storage
import WireProtocol

// Choices are stored as the words that cross the wire.
extension AccountType: ColumnValue {}
extension AccountStatus: ColumnValue {}
extension Role: ColumnValue {}
extension APIKeyType: ColumnValue {}
extension TokenEndpointAuthMethod: ColumnValue {}
extension DefaultScope: ColumnValue {}
