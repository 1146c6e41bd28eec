/// The methods of a service, as a list of types: ``serve(_:)`` takes exactly one handler for each, in the same order,
/// so a method without a handler does not compile.
package struct Interface<each M: Method>: Sendable {
  package init(_ methods: repeat (each M).Type) {}

  /// Binds each method to its handler.
  package func serve(_ handlers: repeat Handler<each M>) -> [Route] {
    var routes: [Route] = []
    repeat routes.append(Route(each handlers))
    return routes
  }

  /// What the methods are, for the reference and for `rpc.discover`.
  package var methods: [MethodDescription] {
    var descriptions: [MethodDescription] = []
    repeat descriptions.append(MethodDescription((each M).self))
    return descriptions
  }
}
