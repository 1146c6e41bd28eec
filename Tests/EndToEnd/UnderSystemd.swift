import RPC
import Testing

/// Tests of the installed suite under a real systemd. They share one host: one runs at a time, and each finds the
/// sockets listening, no service running, and no state.
@Suite(.serialized, .underSystemd, .timeLimit(.minutes(5)))
enum UnderSystemd {}
