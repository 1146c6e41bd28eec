import TestSupport

/// What another program, Python's parser, says about a document.
struct XMLCheck {
  let status: Int32
  let errors: String

  init(_ document: String) async throws {
    let ending = try await Program.run(
      "/usr/bin/env",
      ["python3", "-c", "import sys, xml.dom.minidom; xml.dom.minidom.parseString(sys.stdin.buffer.read())"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], input: document)
    status = ending.status
    errors = ending.errors
  }
}
