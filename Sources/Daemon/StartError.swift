/// Why a daemon can't work: the place, the fault and the cure, in one sentence.
package struct StartError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
