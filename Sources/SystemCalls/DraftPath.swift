/// A hidden file beside another, for what is to replace that one once it is whole.
/// - Parameter mark: The end of its name.
package func draftPath(of path: String, mark: String) -> String {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  return (parts.dropLast() + [".\(parts.last ?? "").\(mark)"]).joined(separator: "/")
}
