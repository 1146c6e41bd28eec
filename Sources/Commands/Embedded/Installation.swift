import FoundationEssentials
import Glibc
import SystemCalls
import WireProtocol

/// Where the suite's other files are, as seen from the running program: installed by scripts/install, or built in a
/// checkout.
package struct Installation: Sendable {
  package let programs: String
  package let permissions: [String]

  /// - Parameter permissions: Given by the user; `nil`: the installed catalogues, or else the checkout's.
  /// - Throws: ``UsageFault`` that tells what is missing.
  package static func find(permissions given: String?) throws(UsageFault) -> Installation {
    let own = try programDirectory()
    let candidates = [own, "\(own)/../libexec/oauth-apps"]
    guard let programs = candidates.first(where: holdsDaemons) else {
      throw UsageFault(
        "the daemons are not in \(candidates.joined(separator: " or ")); "
          + "build all of the package, or run scripts/install"
      )
    }
    return Installation(programs: programs, permissions: try permissionDirectories(given, own))
  }

  private static func holdsDaemons(_ directory: String) -> Bool {
    ServiceName.allCases.allSatisfy { access("\(directory)/\($0.executable)", X_OK) == 0 }
  }

  private static func permissionDirectories(_ given: String?, _ own: String) throws(UsageFault) -> [String] {
    if let given {
      let given = try PrivateDirectory.absolutePath(given)
      let files: [String]
      do { files = try FileManager.default.contentsOfDirectory(atPath: given) } catch {
        throw UsageFault(SystemError("read \(given)", number: access(given, R_OK) == 0 ? ENOTDIR : errno))
      }
      guard files.contains(where: { $0.hasSuffix(".json") }) else {
        throw UsageFault("no permission catalogue, a file *.json, is in \(given); give the directory of one")
      }
      return [given]
    }
    let installed = "/usr/share/oauth-apps/permissions"
    let checkout = ["..", "../..", "../../.."].map { "\(own)/\($0)/units/permissions" }
    guard let base = (checkout + [installed]).first(where: { access($0, R_OK) == 0 }) else {
      throw UsageFault("no permission catalogue is in \(installed); give --permissions, or run scripts/install")
    }
    return [base, "/etc/oauth-apps/permissions.d"]
  }

  private static func programDirectory() throws(UsageFault) -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else {
      throw UsageFault("can't tell where this program is: /proc is not mounted")
    }
    defer { free(resolved) }
    return "/" + String(cString: resolved).split(separator: "/").dropLast().joined(separator: "/")
  }
}
