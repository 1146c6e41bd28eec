import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Commands

/// `--output`, as `permission import` has it.
@Suite(.timeLimit(.minutes(1))) struct OutputFileTests {
  private let services = ScriptedServices()
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func write(to output: String) async throws {
    let document = "openapi: 3.0.0\npaths:\n  /things:\n    get: {}\n"
    let ending = await services.run(
      "permission", "import", "-", "--namespace", "own", "--resource", "https://api.example", "--output", output,
      input: document)
    #expect(ending.status == 0, "\(ending.errors)")
  }

  private func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  @Test("Behind a link the file that it leads to is replaced; the link stays, and so does a device behind it")
  func links() async throws {
    let (link, file, void) = ("\(directory.path)/link", "\(directory.path)/file", "\(directory.path)/void")
    try Data("old".utf8).write(to: URL(filePath: file))
    try #require(symlink("file", link) == 0 && symlink("/dev/null", void) == 0)
    for path in [link, void] {
      try await write(to: path)
      #expect(kind(of: path) == S_IFLNK)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(#""path":"/things""#))
    #expect(kind(of: "/dev/null") == S_IFCHR)
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: directory.path)) == ["link", "file", "void"])
  }

  @Test("What a link leads to is made where it is not there yet; the link stays")
  func danglingLink() async throws {
    let (link, file) = ("\(directory.path)/link", "\(directory.path)/file")
    try #require(symlink("file", link) == 0)
    try await write(to: link)
    #expect(kind(of: link) == S_IFLNK)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(#""path":"/things""#))
  }

  @Test("Whoever reads a named pipe gets the text, and the pipe stays")
  func pipe() async throws {
    let path = "\(directory.path)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    try await write(to: path)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(reader, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).contains(#""path":"/things""#))
    #expect(kind(of: path) == S_IFIFO)
  }

  @Test("A device that takes nothing is told, and stays", .enabled(if: geteuid() == 0))
  func device() async throws {
    let path = "\(directory.path)/full"
    // As makedev(3) has the numbers of /dev/full.
    try #require(mknod(path, S_IFCHR | 0o600, 1 << 8 | 7) == 0)
    let ending = await services.run(
      "permission", "import", "-", "--namespace", "own", "--output", path, input: "openapi: 3.0.0\npaths: {}\n")
    #expect(ending.status == 74)
    #expect(ending.errors.contains("the catalogue can't be written to \(path): No space left"), "\(ending.errors)")
    #expect(kind(of: path) == S_IFCHR)
  }
}
