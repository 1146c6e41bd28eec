import JOSE
import RPC
import Storage
import WireProtocol

extension TokenIssuer {
  func listSigningKeys(_ request: SigningKeysList, _ call: Call) async throws -> Page<ListedSigningKey> {
    try await signingKeys.page(request)
  }

  /// Makes the next key, or with `now` has the next key sign at once.
  func rotateSigningKey(_ request: SigningKeysRotate, _ call: Call) async throws -> ListedSigningKey {
    try await currentSigningKey.find()
    let isUrgent = request.now == true
    let fresh = try SigningKey.generate(signingKeys.schedule.algorithm)
    let sealed = try fresh.seal(with: signingKeys.seal.key)
    let (schedule, clock) = (signingKeys.schedule, clock)
    let key = try await signingKeys.store.change(
      isUrgent ? .everyApp : .noApp, once: KeyedRequest(request, call, at: clock())
    ) {
      try $0.signingKeys()
    } write: { transaction, ring in
      let now = clock()
      let announced = ring.announced(schedule, at: now)
      let start = isUrgent ? now : now + SigningKeySchedule.notice
      if announced == nil {
        try transaction.insert(fresh, sealed: sealed, from: start, at: now)
      } else if let announced, isUrgent {
        try transaction.letSign(announced.kid, announced.algorithm, from: now)
      }
      return try transaction.listedSigningKey(announced?.kid ?? fresh.kid, at: now)
    }
    if key.kid != fresh.kid, !isUrgent { call.noteNothingChanged() }
    return noted(key, call)
  }

  /// - Throws: `invalid_params` for what is no key that may sign here; `already_exists`; `conflict` while another key
  ///   is announced.
  func importSigningKey(_ request: SigningKeysImport, _ call: Call) async throws -> ListedSigningKey {
    let key = try imported(request.key)
    try await currentSigningKey.find()
    let sealed = try key.seal(with: signingKeys.seal.key)
    let (schedule, clock) = (signingKeys.schedule, clock)
    let listed = try await signingKeys.store.change(.noApp, once: KeyedRequest(request, call, at: clock())) {
      try $0.admitImport(of: key, schedule, at: clock())
    } write: { transaction, _ in
      let now = clock()
      try transaction.insert(key, sealed: sealed, from: now + SigningKeySchedule.notice, at: now)
      return try transaction.listedSigningKey(key.kid, at: now)
    }
    return noted(listed, call)
  }

  private func imported(_ text: Sensitive) throws(ServiceError) -> SigningKey {
    let key: SigningKey
    do throws(KeyImportError) { key = try SigningKey(imported: text.revealed) } catch {
      throw ServiceError(.invalidParams, "key: \(error)", path: "key")
    }
    let algorithm = signingKeys.schedule.algorithm
    guard key.algorithm == algorithm else {
      throw ServiceError(
        .invalidParams,
        "key: it is for \(key.algorithm.rawValue), and tokens are signed with \(algorithm.rawValue); "
          + "give a key for that, or set signing_algorithm first", path: "key")
    }
    return key
  }

  /// - Throws: `not_found`; `conflict` for a key that has signed, without `now`, and for the last that can sign.
  func retireSigningKey(_ request: SigningKeysRetire, _ call: Call) async throws -> ListedSigningKey {
    call.note(request.kid)
    let (schedule, clock) = (signingKeys.schedule, clock)
    let known = try await signingKeys.store.read { try $0.signingKey(request.kid.text) }
    if let known, known.remainder == .nothing {
      call.noteNothingChanged()
      return ListedSigningKey(known, at: clock())
    }
    return try await signingKeys.store.change(.everyApp, once: KeyedRequest(request, call, at: clock())) {
      try $0.admitRetirement(request, schedule, at: clock())
    } write: { transaction, retirement in
      let now = clock()
      try transaction.carryOut(retirement, at: now)
      return try transaction.listedSigningKey(request.kid.text, at: now)
    }
  }

  private func noted(_ key: ListedSigningKey, _ call: Call) -> ListedSigningKey {
    if let id = SigningKeyID(key.kid) { call.note(id) }
    return key
  }
}

extension Transaction {
  fileprivate func listedSigningKey(_ kid: String, at now: Timestamp) throws -> ListedSigningKey {
    guard let key = try signingKey(kid) else { throw ServiceError(.notFound, "there is no signing key \(kid)") }
    return ListedSigningKey(key, at: now)
  }

  fileprivate func admitImport(of key: SigningKey, _ schedule: SigningKeySchedule, at now: Timestamp) throws {
    if let known = try signingKey(key.kid) {
      throw ServiceError(
        .alreadyExists,
        "signing key \(key.kid) is there already, and \(known.status(at: now).rawValue); give another", path: "key")
    }
    if let announced = try signingKeys().announced(schedule, at: now) {
      throw ServiceError(
        .conflict,
        "signing key \(announced.kid) is announced and signs from \(announced.signsFrom); wait for that, or retire it",
        path: "key")
    }
  }
}
