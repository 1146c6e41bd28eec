/// How much of one thing each user has, and the users of each kind together.
package struct UserCounts {
  private var users: [PeerUser: Int] = [:]
  private var kinds: [PeerKind: Int] = [:]

  package init() {}

  package subscript(user: PeerUser) -> Int { users[user, default: 0] }
  package subscript(kind: PeerKind) -> Int { kinds[kind, default: 0] }
  var total: Int { kinds.values.reduce(0, +) }

  package mutating func add(_ number: Int, for user: PeerUser) {
    let count = self[user] + number
    users[user] = count == 0 ? nil : count
    kinds[user.kind, default: 0] += number
  }
}
