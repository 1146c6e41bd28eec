/// The peer closed the connection where more was to come.
package struct EndOfStream: Error {
  package init() {}
}
