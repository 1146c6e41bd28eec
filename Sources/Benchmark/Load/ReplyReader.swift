import CLinux
import FoundationEssentials
import Glibc
import WireProtocol

/// Finds out which request a reply answers and whether it is what it should be, as a rule without decoding it.
package struct ReplyReader: Sendable {
  private static let beginning = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
  private static let result = Array(#","result":"#.utf8)
  private static let idLength = 4

  /// A text that tells a good result.
  private let expected: [UInt8]
  private let member: [UInt8]?

  /// - Parameters:
  ///   - expected: What every result must hold, such as `"active":true`.
  ///   - member: The name of a member whose text ``value(in:)`` is to find.
  package init(expecting expected: String, collecting member: String? = nil) {
    self.expected = Array(expected.utf8)
    self.member = member.map { Array(#""\#($0)":""#.utf8) }
  }

  /// The slot of the request that a reply answers.
  /// - Throws: ``LoadFault`` for an error, and for a result that lacks what was expected.
  package func slot(of message: UnsafeRawBufferPointer) throws(LoadFault) -> Int {
    guard let id = quickID(of: message), Self.find(expected, in: message) != nil else { return try decodedSlot(of: message) }
    return id - RequestSequence.firstID
  }

  /// The text of the member to collect, where the reply has it.
  package func value(in message: UnsafeRawBufferPointer) -> String? {
    guard let member, let start = Self.find(member, in: message) else { return nil }
    return String(decoding: message[(start + member.count)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  /// The id of a reply that is a result, by the bytes that services begin theirs with; `nil` for any other message.
  private func quickID(of message: UnsafeRawBufferPointer) -> Int? {
    let digits = Self.beginning.count, rest = digits + Self.idLength
    guard message.count > rest + Self.result.count, message.prefix(digits).elementsEqual(Self.beginning),
      message[rest...].prefix(Self.result.count).elementsEqual(Self.result)
    else { return nil }
    return message[digits..<rest].reduce(0) { number, digit in
      number.flatMap { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) ? $0 * 10 + Int(digit - UInt8(ascii: "0")) : nil }
    }
  }

  private func decodedSlot(of message: UnsafeRawBufferPointer) throws(LoadFault) -> Int {
    let reply: Reply
    do throws(ServiceError) { reply = try Reply(message: Data(message)) } catch { throw LoadFault(error.message) }
    if case .failure(let error) = reply.outcome { throw LoadFault("\(error.code.symbol): \(error.message)") }
    guard case .number(let id) = reply.id, Self.find(expected, in: message) != nil else {
      let expected = String(decoding: expected, as: UTF8.self)
      throw LoadFault("expected \(expected), got \(String(decoding: message.prefix(300), as: UTF8.self))")
    }
    return id - RequestSequence.firstID
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

  /// A system call that failed.
  init(system action: String, number: CInt = errno) {
    self.init("can't \(action): \(String(cString: strerror(number)))")
  }
}
