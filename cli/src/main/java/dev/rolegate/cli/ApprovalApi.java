package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.config.Secret;
import java.net.URI;

/** What an approver who signed in asks of one server. */
final class ApprovalApi {
  private final URI page;
  private final Secret token;
  private final JsonPost http;

  ApprovalApi(URI page, Secret token, JsonPost http) {
    this.page = page;
    this.token = token;
    this.http = http;
  }

  /** {@code pending}, {@code approve} or {@code decline}. */
  Answer ask(String operation, ObjectNode body) {
    return switch (http.post(URI.create(page + "/api/" + operation), token, body)) {
      case JsonPost.Outcome.Answered answered -> read(answered);
      case JsonPost.Outcome.Strange(var status) -> stranger(status);
      case JsonPost.Outcome.Unreached(var what) ->
          unreached(what + "; is the server up, and does APPROVAL_PAGES name its page?");
      case JsonPost.Outcome.Unknown(var what) ->
          unreached(what + "; the change may be released or not: look before you ask again");
    };
  }

  private Answer read(JsonPost.Outcome.Answered answered) {
    if (answered.status() == 200) {
      return new Answer.Done(answered.body());
    }
    var said = answered.said();
    if (answered.status() < 400 || said == null) {
      return stranger(answered.status());
    }
    return switch (answered.status()) {
      case 421, 429, 500, 502, 503, 504 -> unreached("cannot do it: " + said);
      default -> new Answer.Failed(Exit.REFUSED, said);
    };
  }

  private Answer stranger(int status) {
    return unreached("answers " + status + ", but not as an approval page does");
  }

  private Answer unreached(String what) {
    return new Answer.Failed(Exit.UNREACHED, page + " " + what);
  }
}
