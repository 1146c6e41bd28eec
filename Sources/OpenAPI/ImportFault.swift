/// Why a text is no description of an API that a catalogue can be made of: a sentence that names the place, the fault
/// and the cure.
package struct ImportFault: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
