package dev.rolegate.token;

import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers 503 while the database fails: nobody can then be told from anybody, so nothing is
 * decided, and what was asked may be asked again. Thread-safe.
 */
record WithDatabase(Handler handler) implements Handler {
  private static final Logger log = LoggerFactory.getLogger(WithDatabase.class);

  @Override
  public void handle(Context ctx) throws Exception {
    try {
      handler.handle(ctx);
    } catch (JdbiException e) {
      log.error("request {} is not decided: the database fails", RequestId.of(ctx), e);
      Problems.write(ctx, Problem.ofStatus(503));
    }
  }
}
