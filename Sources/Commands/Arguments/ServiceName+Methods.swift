import WireProtocol

extension ServiceName {
  /// The service's own methods, then those that every service has.
  var allMethods: [MethodDescription] { methods + serviceMethods.descriptions }
}
