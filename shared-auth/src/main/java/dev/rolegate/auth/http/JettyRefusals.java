package dev.rolegate.auth.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of Jetty's error pages, which name classes and echo the request: whatever Jetty
 * refuses itself (bad framing, too long a URL, a stop) is said in our words. Thread-safe.
 */
final class JettyRefusals implements Request.Handler {
  private static final Logger log = LoggerFactory.getLogger(JettyRefusals.class);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    var status = cause instanceof HttpException known ? known.getCode() : response.getStatus();
    if (status == 500 && cause instanceof Throwable bug) {
      log.error("request {} failed", RequestId.of(request), bug);
    }
    Problems.write(request, response, callback, Problem.ofStatus(status));
    return true;
  }
}
