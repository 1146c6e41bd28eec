import Glibc
import SystemCalls
import WireProtocol

/// How many instances of a service there are: a drop-in of the first, by which systemd starts the others whenever that
/// one runs.
struct Scale: Sendable {
  static let bounds = 1...16

  let service: ServiceName
  let instances: Int
  private let directory: String

  /// - Parameter units: Where an administrator's units are.
  init(_ instances: Int, of service: ServiceName, below units: String) {
    self.service = service
    self.instances = instances
    directory = "\(units)/\(Self.unit(1, of: service)).d"
  }

  /// What holds now: one, where there is no drop-in.
  /// - Throws: `SystemError` for one that can't be read.
  init(of service: ServiceName, below units: String) throws(SystemError) {
    var text: [UInt8] = []
    do throws(SystemError) {
      text = try FileContent.read(Scale(1, of: service, below: units).path, limit: 65_536)
    } catch {
      guard error.number == ENOENT else { throw error }
    }
    let line = String(decoding: text, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Upholds=") }
    self.init(1 + (line?.split(separator: " ").count ?? 0), of: service, below: units)
  }

  private static func unit(_ instance: some CustomStringConvertible, of service: ServiceName) -> String {
    "\(service.executable)@\(instance).service"
  }

  var path: String { "\(directory)/50-scale.conf" }

  private var others: [String] { (1...instances).dropFirst().map { Self.unit($0, of: service) } }

  /// All of the drop-in.
  var text: String {
    """
    # Written by oauthctl scale.
    [Unit]
    Upholds=\(others.joined(separator: " "))

    """
  }

  /// Writes the drop-in; of a single instance there is none.
  /// - Throws: ``OutputFault``.
  func write() throws(OutputFault) {
    do throws(OutputFault) { try replaceDropIn() } catch {
      var fault = error
      fault.consequence = "nothing is changed" + (geteuid() == 0 ? "" : "; do it as root")
      throw fault
    }
  }

  private func replaceDropIn() throws(OutputFault) {
    if others.isEmpty {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw OutputFault(place: "\(path) can't be removed", cause: SystemError("remove \(path)"))
      }
      rmdir(directory)
    } else {
      // Everybody may read what systemd does, whatever the umask.
      guard mkdir(directory, 0o755) == 0 ? chmod(directory, 0o755) == 0 : errno == EEXIST else {
        throw OutputFault(place: "\(directory) can't be made", cause: SystemError("make \(directory)"))
      }
      try ReplacedFile(path: path, content: "the drop-in", mode: 0o644).write(text)
    }
  }

  /// What `systemctl` is to do then.
  /// - Parameter running: The names of the instances that run.
  func steps(running: [String]) -> [[String]] {
    let wanted = Set((1...instances).map(String.init))
    let surplus = running.filter { !wanted.contains($0) }.map { Self.unit($0, of: service) }
    let start = running.contains("1") && !others.isEmpty ? [["start"] + others] : []
    return [["daemon-reload"]] + start + (surplus.isEmpty ? [] : [["stop"] + surplus])
  }
}
