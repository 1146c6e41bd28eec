import Crypto
import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

@testable import Backup

/// Archives as files: what is not as it was written is found, wherever it is.
struct ArchiveTests {
  private static let chunk = ChunkSeal.chunkLength + ChunkSeal.tagLength

  private let home: TemporaryDirectory
  private let header = ArchiveHeader()
  private let key = SymmetricKey(size: .bits256)

  init() throws {
    home = try TemporaryDirectory()
  }

  private var path: String { "\(home.path)/archive" }

  private func write(_ content: [UInt8]) throws -> [UInt8] {
    try? FileManager.default.removeItem(atPath: path)
    var output = try SealedOutput(
      OpenFile(making: path), header: header, seal: ChunkSeal(key: key, header: header.bytes))
    for start in stride(from: 0, to: content.count, by: 50_000) {
      try output.write(Array(content[start...].prefix(50_000)))
    }
    try output.finish()
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  private func read(_ archive: [UInt8]) throws -> [UInt8] {
    try Data(archive).write(to: URL(filePath: path))
    let file = try OpenFile(reading: path)
    let header = try ArchiveHeader(file.read(ArchiveHeader.length))
    var input = try SealedInput(file, seal: ChunkSeal(key: key, header: header.bytes))
    var content: [UInt8] = []
    while true {
      let bytes = try input.read(30_000)
      content += bytes
      if bytes.count < 30_000 { return content }
    }
  }

  private func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) } }

  @Test(
    "What was written is read again, whatever its length",
    arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000])
  func lengths(count: Int) throws {
    #expect(try read(write(content(count))) == content(count))
  }

  @Test("An archive that was cut short is refused, wherever it was cut")
  func cut() throws {
    let archive = try write(content(150_000))
    var places: [Int] = [0, 1, 10, 20, archive.count - 1]
    for number in 0...2 {
      let boundary: Int = ArchiveHeader.length + number * Self.chunk
      places += [-1, 0, 1, 15, 16].map { boundary + $0 }
    }
    for place in places {
      #expect(throws: BackupFault.self, "cut at \(place)") { try read(Array(archive.prefix(place))) }
    }
  }

  @Test("An archive of which a bit was altered is refused, in the header, a chunk, a tag")
  func altered() throws {
    let archive = try write(content(150_000))
    let places: [Int] = [60, 70_000, ArchiveHeader.length + Self.chunk - 1, archive.count - 1]
    for place in Array(0..<ArchiveHeader.length) + places {
      var altered = archive
      altered[place] ^= 4
      #expect(throws: BackupFault.self, "altered at \(place)") { try read(altered) }
    }
  }

  @Test("Chunks that were exchanged, left out, repeated or added at the end are found")
  func reordered() throws {
    let archive = try write(content(250_000))
    let start = Array(archive.prefix(ArchiveHeader.length))
    let chunks: [[UInt8]] = (0..<4).map { number in
      Array(archive.dropFirst(ArchiveHeader.length + number * Self.chunk).prefix(Self.chunk))
    }
    for order in [[1, 0, 2, 3], [0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2], [0, 1, 2, 3, 3], [3], [0, 3]] {
      #expect(throws: BackupFault.self, "\(order)") { try read(start + order.flatMap { chunks[$0] }) }
    }
    #expect(try read(start + chunks.flatMap(\.self)) == content(250_000))
  }

  @Test("Another archive's chunks do not open, nor does another file or one of a newer release")
  func foreign() throws {
    let archive = try write(content(10))
    let other = ArchiveHeader().bytes + archive.dropFirst(ArchiveHeader.length)
    #expect(throws: BackupFault.self) { try read(other) }
    for (text, fault) in [
      ("SQLite format 3\0", "is no backup"), ("oauth-apps backup 2\n", "newer release"),
      ("oauth-apps backup 1", "newer"),
    ] {
      let error = #expect(throws: BackupFault.self) { try read(Array(text.utf8) + [UInt8](repeating: 7, count: 99)) }
      #expect(error?.description.contains(fault) == true)
    }
  }

  @Test("The passphrase makes the key; another one opens nothing, and says so")
  func passphrase() throws {
    let file = try OpenFile(making: path)
    var archive = try ArchiveWriter(file, passphrase: Sensitive("correct horse battery"))
    let entry = ArchiveEntry(kind: .credential, service: .secretManager, name: "pepper", size: 3)
    try archive.write(entry, [1, 2, 3])
    try archive.finish()

    var reader = try ArchiveReader(OpenFile(reading: path), passphrase: Sensitive("correct horse battery"))
    #expect(try reader.next() == entry)
    #expect(try reader.content(of: entry) == [1, 2, 3])
    #expect(try reader.next() == nil)

    var wrong = try ArchiveReader(OpenFile(reading: path), passphrase: Sensitive("correct horse batterie"))
    let error = #expect(throws: BackupFault.self) { _ = try wrong.next() }
    #expect(error?.description.contains("the passphrase is wrong") == true)
  }
}
