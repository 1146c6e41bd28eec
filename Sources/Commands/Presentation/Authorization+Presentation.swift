import WireProtocol

extension Authorization: Detailed {
  var fields: [Field] {
    [
      Field("allowed", String(allowed)), Field("reason", reason), Field("permission", permission),
      Field("client_id", clientId?.text),
      Field("account_sid", accountSid?.text),
    ]
  }
}
