/// What a method on a path template leads to.
struct Route: Sendable {
  let permission: String
  let account: AccountCapture?
}
