/// The state of what one service, or several, know of an app or an API key. Equal versions: nothing has changed in
/// between.
package struct AppVersion: Equatable, Sendable {
  /// How many files a reader has opened one after the other, as each counts anew.
  let generation: UInt64
  let counter: UInt64

  /// Of two services. Generations never fall, nor do counters within a generation, so the sums are the same only as
  /// long as all of them are.
  package static func + (left: AppVersion, right: AppVersion) -> AppVersion {
    AppVersion(generation: left.generation &+ right.generation, counter: left.counter &+ right.counter)
  }

  /// Of a service and of something that is counted here: each new state of it has a higher number.
  package func beside(_ number: UInt64) -> AppVersion {
    AppVersion(generation: generation, counter: counter &+ number)
  }
}
