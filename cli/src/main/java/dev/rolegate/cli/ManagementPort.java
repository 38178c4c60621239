package dev.rolegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.config.Secret;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks the management port of a service, with its token. */
final class ManagementPort {
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);

  private final URI url;
  private final Secret token;
  private final JsonPost http;

  private ManagementPort(URI url, Secret token, JsonPost http) {
    this.url = url;
    this.token = token;
    this.http = http;
  }

  static ManagementPort at(URI url, Secret token, @Nullable SSLContext trust) {
    return at(url, token, trust, TO_ANSWER);
  }

  static ManagementPort at(URI url, Secret token, @Nullable SSLContext trust, Duration patience) {
    return new ManagementPort(url, token, new JsonPost(trust, patience));
  }

  Answer ask(String operation, ObjectNode body) {
    return switch (http.post(URI.create(url + "/admin/" + operation), token, body)) {
      case JsonPost.Outcome.Answered answered -> read(answered);
      case JsonPost.Outcome.Strange(var status) -> stranger(status);
      case JsonPost.Outcome.Unreached(var what) ->
          unreached(
              what.equals("does not answer")
                  ? what
                      + "; is the token service up, and is this its management port? Else give"
                      + " --url"
                  : what);
      case JsonPost.Outcome.Unknown(var what) ->
          unreached(what + "; a change may have been made or not: look before you ask again");
    };
  }

  private Answer read(JsonPost.Outcome.Answered answered) {
    var status = answered.status();
    if (status == 200 || status == 201) {
      return new Answer.Done(answered.body());
    }
    var said = answered.said();
    if (status < 400 || said == null) {
      return stranger(status);
    }
    return switch (status) {
      case 401, 403 ->
          unreached("does not accept the management token; give its own: --token-file FILE");
      // Wrong address, too often, or not able to: it may work when asked again or elsewhere.
      case 421, 429, 500, 502, 503, 504 -> unreached("cannot do it: " + said);
      default -> new Answer.Failed(Exit.REFUSED, said);
    };
  }

  private Answer stranger(int status) {
    return unreached("answers " + status + ", but not as a management port does; is --url right?");
  }

  private Answer unreached(String what) {
    return new Answer.Failed(Exit.UNREACHED, url + " " + what);
  }
}
