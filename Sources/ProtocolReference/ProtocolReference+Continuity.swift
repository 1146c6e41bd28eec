import WireProtocol

// What a client does so that no restart and no lost reply leaves it in doubt.
extension ProtocolReference {
  var endOfConnection: String {
    """
    ## The end of a connection

    A service that stops, when it is restarted, say, tells each client so by a message that answers no request. \
    It then answers
    what it has read, and ends with another such message:

    ```json
    \(ConnectionNotice.allCases.map { String(decoding: $0.message, as: UTF8.self) }.joined(separator: "\n"))
    ```

    - After `\(ConnectionNotice.closing.rawValue)` send nothing more on this connection; connect anew for it. Go on \
    reading: the replies
      that are owed still come.
    - What the service reads after that notice it refuses with `unavailable`, and `error.data.carried_out` is false: \
    it was not carried
      out and may be sent again, whatever it is.
    - After `\(ConnectionNotice.closed.rawValue)` the same holds for every request without a reply. Close the \
    connection; a second later
      the service does.
    - A connection that ends without `\(ConnectionNotice.closed.rawValue)` leaves the requests without a reply in \
    doubt. One that *reads* may be sent
      again, one that *changes* under its idempotency key.
    """
  }

  var repetition: String {
    """
    ## Sending a change again

    `meta.idempotency_key` names a change. Sent again with the same key within \(IdempotencyKey.memory / 60) minutes, \
    to whatever instance, after a
    restart as well, a change is carried out once and answered as it was, a new secret included (R19).

    - Choose a new key for each change, and keep to it each time that you send it: 128 random bits, as 22 characters \
    of base64url
      without padding or 32 hex digits. Nobody should be able to guess it: a new secret is made of it and of a key of \
    the service's.
    - A key is its user's own, or its credential's. With another method, other parameters or another `acting_user` it \
    is refused: `conflict`.
    - A change that is still under way when it comes again is carried out once, and both get the answer.
    - A change that was refused is not remembered; it may be tried again with its key.
    - `tokens.revoke` does no harm twice and remembers no keys. A method that reads ignores them.
    """
  }
}
