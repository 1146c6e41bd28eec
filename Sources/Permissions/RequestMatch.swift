/// What a request needs, or why no permission of the catalogue covers it.
package enum RequestMatch: Sendable, Equatable {
  /// `accountSid` is the account in the path, as spelt there; nil where the path names none.
  case permission(name: String, accountSid: String?)
  case unknownHost
  case unknownPath
  /// `allowed` are the methods that the catalogue has for this path, sorted.
  case unknownMethod(allowed: [String])
  /// No host was given, and the request means different things on these, or is none of the catalogue's on some; sorted.
  case ambiguousHost([String])
  case malformedPath(reason: String)

  /// A sentence for people.
  package var reason: String {
    switch self {
    case .permission(let name, _): "the request needs the permission \(name)"
    case .unknownHost: "no permission of the catalogue is for this host"
    case .unknownPath: "no permission of the catalogue is for this path"
    case .unknownMethod(let allowed):
      "no permission of the catalogue is for this method on this path, only for \(allowed.joined(separator: ", "))"
    case .ambiguousHost(let hosts):
      "the request does not mean the same on \(hosts.joined(separator: ", ")): give the host"
    case .malformedPath(let reason): reason
    }
  }
}
