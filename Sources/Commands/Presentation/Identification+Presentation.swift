import WireProtocol

extension Identification: Detailed {
  var fields: [Field] {
    [Field("operator", self.operator ? "true, may do everything" : "false")] + (user?.fields ?? [])
      + [Field("roles", lines: roles.map { "\($0.role.rawValue) of \($0.accountSid)" })]
  }
}
