/// The app that a systemd unit of this host is, where it asks for a token without any secret.
package struct UnitBinding: Listed {
  package static let listName = "unit_bindings"

  package let unit: UnitName
  package let clientId: AppSID
  /// Permissions, space-delimited; all that the app allows where it is missing.
  package let scope: String?
  package let resource: OneOrMore?
  package let dateCreated: Timestamp

  package init(
    unit: UnitName, clientId: AppSID, scope: String? = nil, resource: OneOrMore? = nil, dateCreated: Timestamp
  ) {
    self.unit = unit
    self.clientId = clientId
    self.scope = scope
    self.resource = resource
    self.dateCreated = dateCreated
  }
}
