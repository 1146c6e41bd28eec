import RPC
import WireProtocol

/// The answers that one call goes by: those that are known, and those that it has asked for.
///
/// The steps of a call are one synchronous function that seeks answers. If all are known it comes to its reply at once.
/// Otherwise it ends in ``Unanswered``, the questions that it has noted are asked at the same time, and it runs again
/// from its top with each answer that comes. It ends as soon as the answers that are there suffice, so no call waits
/// for an answer that makes no difference. No question is asked twice, so a call ends.
struct Answers: Sendable {
  let caller: PeerUser
  private let kinds: Callers
  /// The call's token once it is verified, so that a signature is checked once per call.
  var verifiedToken: VerifiedToken?
  /// The client's assertion once it is verified, for the same reason.
  var verifiedAssertion: VerifiedAssertion?
  private var questions: [any NotedQuestion] = []

  // Made once: every request asks.
  private static let gateway = Callers.service(.gateway)
  private static let withRight: Callers = [.inspectors, .operators, .service(.appRegistry)]

  init(for peer: Peer) {
    caller = PeerUser(peer)
    kinds = peer.callers
  }

  /// Whether others ask through the caller, to which it passes the answers on.
  var isGateway: Bool { kinds.contains(Self.gateway) }

  /// Whether the caller has no right but by a client that authenticates.
  var needsClient: Bool { kinds.isDisjoint(with: Self.withRight) }

  /// The answer, or why the source could not give it. An answer that may not be kept serves this call all the same.
  /// - Returns: ``Unanswered`` if the question has yet to be asked. It is noted then, so seek all answers that don't
  ///   depend on each other before you get the first.
  mutating func seek<S: Source>(_ question: S.Question, in source: S) -> Result<S.Answer, any Error> {
    if let answer = source.known(question) { return .success(answer) }
    for case let noted as Noted<S> in questions where noted.source === source && noted.question == question {
      return noted.answer ?? .failure(Unanswered())
    }
    questions.append(Noted(question: question, source: source))
    return .failure(Unanswered())
  }

  /// Runs the steps with what is known and what has been asked so far.
  /// - Returns: `nil` if something has to be asked.
  mutating func run<Reply>(_ steps: (inout Answers) throws -> Reply) throws -> Reply? {
    do { return try steps(&self) } catch is Unanswered { return nil }
  }

  /// Runs the steps, and asks whatever they need, until they come to a reply. What has no answer then is given up.
  mutating func reply<Reply>(within call: Call, by steps: (inout Answers) throws -> Reply) async throws -> Reply {
    try await withThrowingTaskGroup { group in
      defer {
        group.cancelAll()
        for index in questions.indices where !questions[index].isAnswered { questions[index].isOpen = true }
      }
      while true {
        for index in questions.indices where questions[index].isOpen {
          questions[index].isOpen = false
          group.addTask { [question = questions[index]] in (index, await question.asked(within: call)) }
        }
        if let (index, answered) = try await group.next() { questions[index] = answered }
        if let reply = try run(steps) { return reply }
      }
    }
  }
}

/// The answer is not known and has not been asked for.
private struct Unanswered: Error {}

/// A question of a call to whatever source.
private protocol NotedQuestion: Sendable {
  /// Whether it has yet to be asked.
  var isOpen: Bool { get set }
  var isAnswered: Bool { get }
  func asked(within call: Call) async -> any NotedQuestion
}

/// A question to one source, with its answer once it was asked.
private struct Noted<S: Source>: NotedQuestion {
  let question: S.Question
  let source: S
  var isOpen = true
  var answer: Result<S.Answer, any Error>?

  var isAnswered: Bool { answer != nil }

  func asked(within call: Call) async -> any NotedQuestion {
    var noted = self
    do { noted.answer = .success(try await source.ask(question, within: call)) } catch {
      noted.answer = .failure(error)
    }
    return noted
  }
}
