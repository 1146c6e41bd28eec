import Foundation
import SecretManager
import TestSupport
import Testing

@Suite struct PepperTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/pepper"
  }

  @Test("A missing file is refused by name, with the cure")
  func missing() {
    let error = #expect(throws: PepperError.self) { try Pepper(credential: path) }
    #expect(error == .unreadable(path: path))
    #expect(error?.description.contains(path) == true)
    #expect(error?.description.contains("at least 32 random bytes") == true)
  }

  @Test("A directory is no pepper")
  func directoryRefused() {
    #expect(throws: PepperError.unreadable(path: directory.path)) { try Pepper(credential: directory.path) }
  }

  @Test("Fewer than 32 bytes are refused by name, with the cure and without the bytes", arguments: [0, 1, 31])
  func short(_ count: Int) throws {
    try Data(repeating: UInt8(ascii: "p"), count: count).write(to: URL(filePath: path))
    let error = #expect(throws: PepperError.self) { try Pepper(credential: path) }
    #expect(error == .tooShort(path: path, bytes: count))
    #expect(error?.description.contains("\(path) has \(count) bytes, at least 32 are needed") == true)
    #expect(error?.description.contains("head -c 32 /dev/urandom") == true)
    #expect(error?.description.contains("ppp") == false)
  }

  @Test("R14: A pepper shows itself in no description, dump or interpolation", arguments: [32, 64])
  func redaction(_ count: Int) throws {
    let bytes = Data(repeating: UInt8(ascii: "Q"), count: count)
    try bytes.write(to: URL(filePath: path))
    let pepper = try Pepper(credential: path)
    var shown = "\(pepper) \(String(describing: pepper)) \(String(reflecting: pepper)) \([pepper]) \(Optional(pepper) as Any)"
    dump(pepper, to: &shown)
    dump(["pepper": pepper], to: &shown)
    #expect(!shown.contains("QQ"))
    #expect(!shown.contains("81"))
    #expect(Mirror(reflecting: pepper).children.isEmpty)
  }
}
