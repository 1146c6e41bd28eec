import CLinux
import Glibc
import WireProtocol

/// Finds out which request a reply answers and whether it is what it should be, as a rule without decoding it.
package struct ReplyReader: Sendable {
  /// What a reply says.
  package struct Answer: Equatable, Sendable {
    /// Of the request.
    package let slot: Int
    /// `nil`: it is the result that was expected.
    package var refusal: Refusal?
  }

  private static let beginning = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
  private static let result = Array(#","result":"#.utf8)
  private static let error = Array(#","error":"#.utf8)
  private static let refusals = Refusal.allCases.map { (refusal: $0, text: Array(#""error":"\#($0.rawValue)""#.utf8)) }
  private static let idLength = 4

  /// A text that tells a good result.
  private let expected: [UInt8]
  private let member: [UInt8]?
  private let mayBeRefused: Bool
  private let framing: Framing

  /// - Parameters:
  ///   - expected: What every result must hold, such as `"active":true`.
  ///   - member: The name of a member whose text ``value(in:)`` is to find.
  ///   - mayBeRefused: Whether a ``Refusal`` is an answer like others.
  package init(expecting expected: String, collecting member: String? = nil, mayBeRefused: Bool = false) {
    self.init(expecting: expected, collecting: member, mayBeRefused: mayBeRefused, framing: .lengthPrefixed)
  }

  init(expecting expected: String, collecting member: String?, mayBeRefused: Bool, framing: Framing) {
    self.framing = framing
    self.expected = Array(expected.utf8)
    self.member = member.map { Array(#""\#($0)":""#.utf8) }
    self.mayBeRefused = mayBeRefused
  }

  /// - Throws: ``LoadFault`` for any other error, and for a result that lacks what was expected.
  package func answer(in message: UnsafeRawBufferPointer) throws(LoadFault) -> Answer {
    guard framing == .lengthPrefixed else { return try httpAnswer(message) }
    if let id = quickID(of: message, before: Self.result), Self.find(expected, in: message) != nil {
      return Answer(slot: id - RequestSequence.firstID)
    }
    // A text inside a message has its quotation marks escaped.
    if mayBeRefused, let id = quickID(of: message, before: Self.error),
      let found = Self.refusals.first(where: { Self.find($0.text, in: message) != nil })
    {
      return Answer(slot: id - RequestSequence.firstID, refusal: found.refusal)
    }
    return try decodedAnswer(in: message)
  }

  /// One request is under way at a time.
  private func httpAnswer(_ message: UnsafeRawBufferPointer) throws(LoadFault) -> Answer {
    guard message.starts(with: "HTTP/1.1 200 ".utf8), Self.find(expected, in: message) != nil else {
      throw LoadFault("unexpected answer: \(String(decoding: message.prefix(600), as: UTF8.self))")
    }
    return Answer(slot: 0)
  }

  /// The text of the member to collect, where the reply has it.
  package func value(in message: UnsafeRawBufferPointer) -> String? {
    guard let member, let start = Self.find(member, in: message) else { return nil }
    return String(decoding: message[(start + member.count)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  /// The id of a reply by the bytes that services begin theirs with; `nil` for any other message.
  private func quickID(of message: UnsafeRawBufferPointer, before next: [UInt8]) -> Int? {
    let digits = Self.beginning.count
    let rest = digits + Self.idLength
    guard message.count > rest + next.count, message.prefix(digits).elementsEqual(Self.beginning),
      message[rest...].prefix(next.count).elementsEqual(next)
    else { return nil }
    return message[digits..<rest].reduce(0) { number, digit in
      number.flatMap {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) ? $0 * 10 + Int(digit - UInt8(ascii: "0")) : nil
      }
    }
  }

  private func decodedAnswer(in message: UnsafeRawBufferPointer) throws(LoadFault) -> Answer {
    let reply: ReceivedReply
    do throws(ServiceError) { reply = try ReceivedReply(message: Array(message)) } catch {
      throw LoadFault(error.message)
    }
    var refusal: Refusal?
    if case .failure(let error) = reply.outcome {
      refusal = mayBeRefused ? Refusal(rawValue: error.code.symbol) : nil
      guard refusal != nil else { throw LoadFault("\(error.code.symbol): \(error.message)") }
    }
    guard case .number(let id) = reply.id, refusal != nil || Self.find(expected, in: message) != nil else {
      let expected = String(decoding: expected, as: UTF8.self)
      throw LoadFault("expected \(expected), got \(String(decoding: message.prefix(300), as: UTF8.self))")
    }
    return Answer(slot: id - RequestSequence.firstID, refusal: refusal)
  }

  private static func find(_ text: [UInt8], in message: UnsafeRawBufferPointer) -> Int? {
    guard let base = message.baseAddress, let found = memmem(base, message.count, text, text.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

/// Why a load can't go on.
package struct LoadFault: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
