/// Methods that belong together, as a list of types. Whoever serves them has one handler for each: a method without a
/// handler does not compile.
package struct Interface<each M: Method>: Sendable {
  package init(_ methods: repeat (each M).Type) {}

  /// What the methods are, for the reference and for `rpc.discover`.
  package var descriptions: [MethodDescription] {
    var descriptions: [MethodDescription] = []
    repeat descriptions.append(MethodDescription((each M).self))
    return descriptions
  }
}
