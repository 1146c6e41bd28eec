/// What a method on a path template leads to.
struct APIOperation: Sendable {
  let method: String
  let permission: String
  /// Where the permission stands among the definitions of the catalogue.
  let definition: Int
  let account: AccountCapture?

  /// Compared by bytes: no other character passes for a letter.
  func isFor(_ method: String) -> Bool {
    self.method.utf8.elementsEqual(method.utf8)
  }
}
