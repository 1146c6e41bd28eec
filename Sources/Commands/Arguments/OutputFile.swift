import Glibc
import SystemCalls

/// Where a person has a command write to, as a shell's `>` takes it: behind a link, and into what is no file, such as a
/// pipe or a device. A file is replaced in one step.
struct OutputFile {
  let path: String
  /// What errors call it.
  let content: String

  /// - Throws: ``OutputFault``.
  func write(_ text: String) throws(OutputFault) {
    do throws(SystemError) {
      var status = stat()
      let isThere = stat(path, &status) == 0
      // What is no file, and what a link leads to that is not there yet.
      if isThere ? status.st_mode & S_IFMT != S_IFREG : lstat(path, &status) == 0 {
        let file = try Descriptor.open(path)
        defer { file.close() }
        return try file.write(text)
      }
    } catch { throw OutputFault(place: "\(content) can't be written to \(path)", cause: error) }
    try ReplacedFile(path: target, content: content).write(text)
  }

  /// The file behind the links; the path itself where there is none yet.
  private var target: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
