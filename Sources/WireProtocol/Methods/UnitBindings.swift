/// Which systemd unit of this host is which app. Units are the host's, so operators alone say so.
package let unitBindingMethods = Interface(
  UnitBindingsCreate.self, UnitBindingsList.self, UnitBindingsDelete.self, UnitBindingsResolve.self)

package struct UnitBindingsCreate: Method {
  package typealias Reply = UnitBinding
  package static let name = "unit_bindings.create"
  package static let summary =
    "Binds a systemd unit of this host to an app: at its start it gets a token of the app, without any secret."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("bound unit \(.unit) to app \(.app)")
  package static let errors: [KnownErrorCode] = [.notFound, .alreadyExists, .conflict, .invalidScope]
  package static let example = Example(
    UnitBindingsCreate(unit: .sample, clientId: .sample), .example)

  package let unit: UnitName
  package let clientId: AppSID
  package let scope: String?
  package let resource: OneOrMore?

  package static let notes = [
    "unit": "A unit, or all instances of a template that have no binding of their own.",
    "scope": "What the tokens are to be for, space-delimited; all that the app allows unless said otherwise (R12).",
    "resource": "The APIs that the tokens are for, as of `tokens.issue`.",
  ]

  package init(unit: UnitName, clientId: AppSID, scope: String? = nil, resource: OneOrMore? = nil) {
    self.unit = unit
    self.clientId = clientId
    self.scope = scope
    self.resource = resource
  }
}

package struct UnitBindingsList: Method {
  package typealias Reply = Page<UnitBinding>
  package static let name = "unit_bindings.list"
  package static let summary = "Lists which unit is which app."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(UnitBindingsList(), Page([.example]))

  package let clientId: AppSID?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = ["client_id": "Only the units that are this app."]

  package init(clientId: AppSID? = nil, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.clientId = clientId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct UnitBindingsDelete: Method {
  package typealias Reply = NoContent
  package static let name = "unit_bindings.delete"
  package static let summary = """
    Ends a binding: the unit gets no further token. Those that it has go on to their end; `apps.revoke_tokens` ends \
    all of the app's.
    """
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("ended the binding of unit \(.unit)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(UnitBindingsDelete(unit: .sample), NoContent())

  package let unit: UnitName

  package init(unit: UnitName) {
    self.unit = unit
  }
}

package struct UnitBindingsResolve: Method {
  package typealias Reply = UnitBinding
  package static let name = "unit_bindings.resolve"
  package static let summary = "Tells which app a unit is, by its own binding or by that of its template."
  package static let access: Callers = [.service(.tokenIssuer)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(UnitBindingsResolve(unit: .sample), .example)

  package let unit: UnitName

  package init(unit: UnitName) {
    self.unit = unit
  }
}
