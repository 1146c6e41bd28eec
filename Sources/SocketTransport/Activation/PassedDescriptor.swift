import CSystemd
import Glibc

/// A descriptor that systemd, or `oauthctl up`, passed to this process under a name (`LISTEN_FDS`, sd_listen_fds(3)).
struct PassedDescriptor {
  let name: String
  let descriptor: CInt

  static func all() -> [PassedDescriptor] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = sd_listen_fds_with_names(0, &list)
    guard count > 0, let list else { return [] }
    defer {
      for index in 0..<Int(count) { free(list[index]) }
      free(list)
    }
    return (0..<Int(count)).map { index in
      PassedDescriptor(
        name: list[index].map { String(cString: $0) } ?? "", descriptor: CInt(index) + SD_LISTEN_FDS_START)
    }
  }
}
