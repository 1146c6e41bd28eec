import TestSupport
import Testing

/// Tests of the Debian package on a host of their own. One runs at a time, and each finds a host where oauth-apps has
/// never been.
@Suite(.serialized, .onPristineHost, .timeLimit(.minutes(LongRun.minutes.asked(or: 5))))
enum PackagedSuite {}
