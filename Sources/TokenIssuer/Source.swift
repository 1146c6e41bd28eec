import RPC
import WireProtocol

/// Where the answers to one kind of question come from. An answer is known, or has to be asked for.
protocol Source: AnyObject, Sendable {
  associatedtype Question: Equatable & Sendable
  associatedtype Answer: Sendable

  /// The answer if it is in memory and still true. Never waits. Where an answer is optional, `.some(nil)` would be the
  /// known answer that there is none.
  func known(_ question: Question) -> Answer?

  /// Asks for the answer: another service, or the database. What may be kept is known from then on.
  func ask(_ question: Question, within call: Call) async throws -> Answer
}
