import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

/// How a call comes to its reply: by what is known, and by what it has to ask for.
@Suite(.timeLimit(.minutes(1))) struct AnswersTests {
  private let call = Call(peer: .root, deadline: .now + .seconds(30))

  @Test("With all answers known the steps run once and ask nothing")
  func known() throws {
    let oracle = Oracle(known: [1: "one", 2: "two"])
    var answers = Answers(for: .root)
    var runs = 0
    let reply = try answers.run { answers in
      runs += 1
      return try oracle.answer(to: 1, &answers) + oracle.answer(to: 2, &answers)
    }
    #expect(reply == "onetwo")
    #expect(runs == 1)
    #expect(oracle.asked == [])
  }

  @Test("With an answer unknown the steps come to no reply and ask nothing")
  func unknown() throws {
    let oracle = Oracle(known: [1: "one"])
    var answers = Answers(for: .root)
    #expect(try answers.run { try oracle.answer(to: 1, &$0) + oracle.answer(to: 2, &$0) } == nil)
    #expect(oracle.asked == [])
  }

  @Test("Each question is asked once, however often it is sought and whether or not its answer may be kept")
  func askedOnce() async throws {
    let oracle = Oracle()
    var answers = Answers(for: .root)
    let reply = try await answers.reply(within: call) { answers in
      let (first, again) = (answers.seek(1, in: oracle), answers.seek(1, in: oracle))
      return try [first.get(), again.get(), oracle.answer(to: 2, &answers), oracle.answer(to: 1, &answers)]
    }
    #expect(reply == ["1", "1", "2", "1"])
    #expect(oracle.asked == [1, 2])
  }

  @Test("A question is known by its source too: two sources are each asked the same")
  func sources() async throws {
    let (one, other) = (Oracle(prefix: "a"), Oracle(prefix: "b"))
    var answers = Answers(for: .root)
    let reply = try await answers.reply(within: call) { answers in
      let (first, second) = (answers.seek(1, in: one), answers.seek(1, in: other))
      return try first.get() + second.get()
    }
    #expect(reply == "a1b1")
  }

  @Test("Questions that are noted together are asked at the same time")
  func together() async throws {
    let oracle = Oracle(meeting: Meeting(of: 3))
    var answers = Answers(for: .root)
    let reply = try await answers.reply(within: call) { answers in
      let sought = (1...3).map { answers.seek($0, in: oracle) }
      return try sought.map { try $0.get() }
    }
    #expect(reply == ["1", "2", "3"])
  }

  @Test("A call ends as soon as the answers that are there suffice; what else was asked is given up")
  func sufficient() async throws {
    let (oracle, hung) = (Oracle(), Oracle(meeting: Meeting(of: 2)))
    var answers = Answers(for: .root)
    let reply = try await answers.reply(within: call) { answers in
      let (first, second) = (answers.seek(1, in: oracle), answers.seek(1, in: hung))
      return if case .success(let text) = first { text } else { try second.get() }
    }
    #expect(reply == "1")
    #expect(hung.asked == [1])
  }

  @Test("A failed question ends the call where its answer is needed, and nowhere else; it is not asked again")
  func failure() async throws {
    let oracle = Oracle(failing: [1])
    var answers = Answers(for: .root)
    let reply = try await answers.reply(within: call) { answers in
      _ = answers.seek(1, in: oracle)
      return try oracle.answer(to: 2, &answers)
    }
    #expect(reply == "2")
    // Given up or not, it can be sought again.
    await #expect(throws: Oracle.Silence.self) {
      try await answers.reply(within: call) { try oracle.answer(to: 1, &$0) }
    }
    var needing = Answers(for: .root)
    let silent = Oracle(failing: [1])
    await #expect(throws: Oracle.Silence.self) {
      try await needing.reply(within: call) { answers in
        _ = try? silent.answer(to: 1, &answers)
        return try silent.answer(to: 1, &answers)
      }
    }
    #expect(silent.asked == [1])
  }
}

/// Answers numbers with texts. Keeps no answer that it is asked for.
private final class Oracle: Source {
  struct Silence: Error {}

  private let known: [Int: String]
  private let failing: Set<Int>
  private let prefix: String
  private let meeting: Meeting?
  private let questions = Mutex<[Int]>([])

  init(known: [Int: String] = [:], failing: Set<Int> = [], prefix: String = "", meeting: Meeting? = nil) {
    self.known = known
    self.failing = failing
    self.prefix = prefix
    self.meeting = meeting
  }

  var asked: [Int] { questions.withLock(\.self) }

  func answer(to question: Int, _ answers: inout Answers) throws -> String {
    try answers.seek(question, in: self).get()
  }

  func known(_ question: Int) -> String? { known[question] }

  func ask(_ question: Int, within call: Call) async throws -> String {
    questions.withLock { $0.append(question) }
    await meeting?.arrive()
    if failing.contains(question) { throw Silence() }
    return "\(prefix)\(question)"
  }
}
