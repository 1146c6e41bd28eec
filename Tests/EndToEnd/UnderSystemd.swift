import RPC
import TestSupport
import Testing

/// Tests of the installed suite under a real systemd. They share one host: one runs at a time, and each finds the
/// sockets listening, no service running, and no state.
@Suite(.serialized, .underSystemd, .timeLimit(.minutes(LongRun.minutes.asked(or: 5))))
enum UnderSystemd {}
