import Glibc
import SystemCalls

/// A file that is written anew: whoever reads it meanwhile has either what was there or all that is new.
struct ReplacedFile {
  let path: String
  /// What errors call it.
  let content: String
  /// Permission bits; `nil`: as the umask has it.
  var mode: mode_t?

  /// Beside the file, under a name that no reader of catalogues takes.
  private var draft: String { draftPath(of: path, mark: "new") }

  /// - Throws: ``OutputFault``.
  func write(_ text: String) throws(OutputFault) {
    do throws(SystemError) {
      let file = try Descriptor.makeDraft(draft)
      defer { file.close() }
      if let mode { try file.permit(mode) }
      try file.write(text)
      guard rename(draft, path) == 0 else { throw SystemError("rename \(draft)") }
    } catch {
      unlink(draft)
      throw OutputFault(place: "\(content) can't be written to \(path)", cause: error)
    }
  }
}
