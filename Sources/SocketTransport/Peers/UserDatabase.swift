package import Glibc
package import SystemCalls

/// The users and groups of the host, as the C library's name service knows them (nsswitch.conf(5)). That somebody is
/// not there is one thing, that the name service can't tell is another.
package enum UserDatabase {
  /// The login name of a user; `nil` if it has none.
  package static func loginName(of userID: uid_t) throws(SystemError) -> String? {
    try look(
      "look up uid \(userID)", passwd(), { getpwuid_r(userID, $0, $1, $2, $3) }, read: { String(cString: $0.pw_name) })
  }

  /// - Returns: `nil` if there is no such user.
  package static func userID(of name: String) throws(SystemError) -> uid_t? {
    try look("look up user \(name)", passwd(), { getpwnam_r(name, $0, $1, $2, $3) }, read: { $0.pw_uid })
  }

  /// - Returns: `nil` if there is no such group.
  package static func groupID(of name: String) throws(SystemError) -> gid_t? {
    try look("look up group \(name)", group(), { getgrnam_r(name, $0, $1, $2, $3) }, read: { $0.gr_gid })
  }

  /// The groups that a user has at its next login; `nil` if there is no such user.
  package static func groupIDs(of userID: uid_t) throws(SystemError) -> [gid_t]? {
    let action = "look up the groups of uid \(userID)"
    let user = try look(
      action, passwd(), { getpwuid_r(userID, $0, $1, $2, $3) }, read: { (String(cString: $0.pw_name), $0.pw_gid) })
    guard let (name, primary) = user else { return nil }
    var count = CInt(64)
    while count <= mostGroups {
      var groups = [gid_t](repeating: 0, count: Int(count))
      let offered = count
      if getgrouplist(name, primary, &groups, &count) >= 0 { return Array(groups.prefix(Int(count))) }
      count = max(count, offered * 2)
    }
    throw SystemError(action, number: ERANGE)
  }

  /// Of the kernel, NGROUPS_MAX.
  private static let mostGroups = CInt(65_536)

  /// Bytes for the texts of an entry: at first, and at most, as a group may have thousands of members.
  private static let entryLengths = 16_384...4_194_304

  /// Descriptors that a source may need at the same time.
  private static let sourceDescriptors = 4

  private static func look<Entry, Value>(
    _ action: String, _ empty: Entry,
    _ call: (
      UnsafeMutablePointer<Entry>, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
    ) -> CInt, read: (Entry) -> Value
  ) throws(SystemError) -> Value? {
    var entry = empty
    var found: UnsafeMutablePointer<Entry>?
    var length = entryLengths.lowerBound
    while true {
      var text = [CChar](repeating: 0, count: length)
      let error = call(&entry, &text, length, &found)
      // The texts are read while they are there.
      if error == 0, found != nil { return text.withUnsafeBufferPointer { _ in read(entry) } }
      switch error {
      case 0, ENOENT, ESRCH:
        try checkDescriptors(action)
        return nil
      case EINTR: continue
      case ERANGE where length < entryLengths.upperBound: length *= 4
      default: throw SystemError(action, number: error)
      }
    }
  }

  /// A source that finds no free descriptor is passed over, and the next one says that there is no such user.
  private static func checkDescriptors(_ action: String) throws(SystemError) {
    var probes: [CInt] = []
    defer { for probe in probes { close(probe) } }
    while probes.count < sourceDescriptors {
      let probe = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard probe >= 0 else { throw SystemError(action) }
      probes.append(probe)
    }
  }
}
