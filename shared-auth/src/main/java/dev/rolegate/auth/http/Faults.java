package dev.rolegate.auth.http;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.config.Logging;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is answered when a handler throws: the caller's mistake is told apart from a bug, and of a
 * bug nothing but the request id leaves; the log has the cause. Thread-safe.
 */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static void install(JavalinConfig config) {
    install(config.routes);
    config.router.javaLangErrorHandler(Faults::answerError);
  }

  private static void install(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, Faults::answerStatus);
    routes.exception(Exception.class, (e, ctx) -> Problems.write(ctx, problemOf(e, ctx)));
    // Javalin sets these two by itself, with no body, when a caller is too slow or gone.
    routes.error(408, ctx -> Problems.write(ctx, Problem.ofStatus(408)));
    routes.error(499, ctx -> Problems.write(ctx, Problem.ofStatus(499)));
  }

  private static void answerStatus(HttpResponseException thrown, Context ctx) {
    if (thrown.getStatus() >= 500) {
      log.error("request {} failed", RequestId.of(ctx), thrown);
    }
    Problems.write(ctx, Problem.ofStatus(thrown.getStatus()));
  }

  private static Problem problemOf(Exception thrown, Context ctx) {
    var known = callersMistake(thrown);
    if (known != null) {
      log.debug("request {} is not readable", RequestId.of(ctx), thrown);
      return known;
    }
    log.error("request {} failed", RequestId.of(ctx), thrown);
    return thrown instanceof AuditUnavailable ? Problem.undecided() : Problem.ofStatus(500);
  }

  /** A request that cannot be read is found out only while a handler reads it. */
  private static @Nullable Problem callersMistake(Exception thrown) {
    if (thrown instanceof ClosedChannelException) {
      // The connection's own, cut off while its body was read; any other would come wrapped.
      return Problem.ofStatus(400);
    }
    Throwable cause = thrown;
    for (var depth = 0; cause != null && depth < 8; depth++) {
      if (cause instanceof HttpException http && http.getCode() < 500) {
        return Problem.ofStatus(http.getCode());
      }
      if (cause instanceof EofException) {
        return Problem.ofStatus(400);
      }
      if (cause instanceof UnsupportedEncodingException
          || cause instanceof UnsupportedCharsetException
          || cause instanceof IllegalCharsetNameException) {
        return Problem.ofStatus(415);
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** A Java error passes Javalin's own exception mapping by. */
  private static void answerError(HttpServletResponse response, Error bug) {
    var id = MDC.get(Logging.REQUEST_ID);
    log.error("request {} failed", id, bug);
    if (response.isCommitted()) {
      return;
    }
    var problem = Problem.ofStatus(500);
    response.setStatus(problem.status());
    var known = id == null ? "unknown" : id;
    Problems.headers(problem, known).forEach(response::setHeader);
    try {
      response.getOutputStream().write(Problems.body(problem, known));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
