import WireProtocol

/// Something that is true of each method.
protocol MethodCheck {
  func callAsFunction<M: Method>(_ method: M.Type) throws
}

extension MethodCheck {
  /// Goes through the methods of all services, and those that every service has.
  func run() throws {
    try run(appRegistryInterface)
    try run(secretManagerInterface)
    try run(tokenIssuerInterface)
    try run(serviceInterface)
  }

  private func run<each M: Method>(_ interface: Interface<repeat each M>) throws {
    repeat try self((each M).self)
  }
}

/// The descriptions of all methods.
let everyMethod = ServiceName.allCases.flatMap(\.methods) + serviceInterface.methods
