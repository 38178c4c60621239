package dev.rolegate.agent;

import dev.rolegate.auth.text.OneLine;
import io.modelcontextprotocol.spec.McpError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why a server did not do what it was asked. */
sealed interface Failure {
  /** It said so itself, as an error of JSON-RPC. */
  record Said(String sentence) implements Failure {}

  /** It refused the request before it looked at it. */
  record Refused(int status, String sentence) implements Failure {}

  /** There was no token to go with it. */
  record NoToken(String sentence) implements Failure {}

  /** It never got the request; the end of a sentence. */
  record NotSent(String what) implements Failure {}

  /** It may have done it or not; the end of a sentence. */
  record Unclear(String what) implements Failure {}

  int LONGEST = 1000;

  static Failure of(Throwable thrown) {
    var none = in(thrown, Tokens.NoToken.class);
    if (none != null) {
      return new NoToken(String.valueOf(none.getMessage()));
    }
    var refused = in(thrown, GuardedHttp.Refused.class);
    if (refused != null) {
      return new Refused(refused.status(), refused.sentence());
    }
    var said = in(thrown, McpError.class);
    if (said != null) {
      var error = said.getJsonRpcError();
      return new Said(OneLine.of(error == null ? "an error" : error.message(), LONGEST));
    }
    if (in(thrown, InterruptedException.class) != null) {
      return new Unclear("was left before it answered");
    }
    // Also a connect timeout, which is no ConnectException.
    var io = in(thrown, IOException.class);
    if (io instanceof ConnectException || io instanceof HttpConnectTimeoutException) {
      return new NotSent(Web.notHeard(io));
    }
    return in(thrown, TimeoutException.class) != null
        ? new Unclear("gave no answer in time")
        : new Unclear(Web.notHeard(io));
  }

  /** The first of a kind among what was thrown and its causes. */
  static <T extends Throwable> @Nullable T in(@Nullable Throwable thrown, Class<T> kind) {
    var one = thrown;
    for (var depth = 0; one != null && depth < 20; depth++) {
      if (kind.isInstance(one)) {
        return kind.cast(one);
      }
      one = one.getCause();
    }
    return null;
  }
}
