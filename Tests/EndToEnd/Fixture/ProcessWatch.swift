import FoundationEssentials
import RPC
import Synchronization

/// Reads the command lines of all processes, again and again, as any user could.
final class ProcessWatch: Sendable {
  private let isOver = Atomic(false)

  func end() {
    isOver.store(true, ordering: .relaxed)
  }

  /// All that were seen until ``end()``.
  func commandLines() async throws -> Set<String> {
    var lines: Set<String> = []
    while !isOver.load(ordering: .relaxed) {
      for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") where name.allSatisfy(\.isNumber) {
        // Processes come and go meanwhile.
        guard let bytes = try? Data(contentsOf: URL(filePath: "/proc/\(name)/cmdline")) else { continue }
        lines.insert(String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self))
      }
      await Task.yield()
    }
    return lines
  }
}
