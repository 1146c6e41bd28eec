package import WireProtocol

/// Something that is true of each method.
package protocol MethodCheck {
  func callAsFunction<M: Method>(_ method: M.Type) throws
}

extension MethodCheck {
  /// Goes through the methods of all services, and those that every service has.
  package func run() throws {
    try run(accountMethods)
    try run(userMethods)
    try run(roleMethods)
    try run(appMethods)
    try run(apiKeyMethods)
    try run(permissionMethods)
    try run(clientMethods)
    try run(sessionMethods)
    try run(unitBindingMethods)
    try run(secretMethods)
    try run(tokenMethods)
    try run(signingKeyMethods)
    try run(metadataMethods)
    try run(auditMethods)
    try run(serviceMethods)
  }

  private func run<each M: Method>(_ interface: Interface<repeat each M>) throws {
    repeat try self((each M).self)
  }
}

/// The descriptions of all methods.
package let everyMethod =
  ServiceName.allCases.flatMap(\.ownMethods) + auditMethods.descriptions + serviceMethods.descriptions
