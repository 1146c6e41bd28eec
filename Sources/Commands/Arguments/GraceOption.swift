import ArgumentParser
import WireProtocol

/// The option of a rotation that tells what becomes of the secret before.
struct GraceOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long the old secret works on, up to 30d: seconds, or a number with s, m, h, d or w; "
        + "0 ends all earlier ones, and an app's tokens. (default: 1d)",
      valueName: "duration"),
    transform: GracePeriod.init(duration:))
  var grace: GracePeriod?
}
