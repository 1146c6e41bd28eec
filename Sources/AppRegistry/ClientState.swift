import Storage

/// How far the creation or the removal of an app or an API key has come; it spans two services and may be cut short at
/// every step. What needs no secret begins as active.
///
///     pending ──► active ──► deleted ──► destroyed
///        └─────► abandoned ◄─► (row gone)
///
/// Only an active client is there for callers. A pending one has no secret that anyone has seen; an abandoned or
/// deleted one may still have secrets to destroy, which ``AppRegistry/reconcile()`` sees to.
enum ClientState: String, ColumnValue {
  /// The secret is being made.
  case pending
  case active
  /// The creation failed.
  case abandoned
  /// A tombstone (R7).
  case deleted
  /// A tombstone without secrets: what stays, so that nothing ever takes the SID again.
  case destroyed
}
