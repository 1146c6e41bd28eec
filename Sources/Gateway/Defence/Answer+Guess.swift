import NIOHTTP1
import WireProtocol

extension Answer {
  /// Notes whom it answers; a refusal of who that is also notes the secret, which was wrong.
  func told(to client: String?, whoShowed secret: Sensitive?) -> Answer {
    var answer = self
    answer.client = client
    if status == .unauthorized, let client, let secret { answer.guess = WrongGuess(client: client, secret: secret) }
    return answer
  }
}
