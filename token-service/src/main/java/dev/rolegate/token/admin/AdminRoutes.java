package dev.rolegate.token.admin;

import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.http.ManagementRoute;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the operations under {@code /admin/} on the management port. Thread-safe. */
public final class AdminRoutes {
  private static final Logger log = LoggerFactory.getLogger(AdminRoutes.class);
  private static final int MOST_BYTES = 64 * 1024;
  private static final StrictJson JSON = new StrictJson(MOST_BYTES, 16 * 1024, 64);

  private final AuditTrail audit;
  private final InstantSource clock;

  public AdminRoutes(AuditTrail audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A route for each. */
  public List<ManagementRoute> of(List<AdminOperation> operations) {
    return operations.stream()
        .map(one -> new ManagementRoute("/admin/" + one.name(), ctx -> handle(ctx, one)))
        .toList();
  }

  private void handle(Context ctx, AdminOperation operation) throws IOException {
    var type = ctx.contentType();
    if (type == null || !type.matches("(?i)application/json([ \t]*;[ \t]*charset=utf-8)?")) {
      Problems.write(ctx, Problem.ofStatus(415));
      return;
    }
    switch (JSON.read(ctx.req().getInputStream().readNBytes(MOST_BYTES + 1))) {
      case StrictJson.Reading.Read(var body) ->
          write(
              ctx,
              operation,
              new AdminRequest(operation.name(), body, RequestId.of(ctx), audit, clock));
      case StrictJson.Reading.Duplicate _, StrictJson.Reading.Broken _ ->
          Problems.write(
              ctx,
              Problem.invalidRequest(
                  "Send one JSON object in UTF-8 of at most 64 KiB, each member once."));
    }
  }

  private static void write(Context ctx, AdminOperation operation, AdminRequest request) {
    try {
      switch (operation.answer(request)) {
        case AdminAnswer.Refused(var problem) -> Problems.write(ctx, problem);
        case AdminAnswer.Done(var status, var body) -> {
          ctx.status(status);
          ctx.header("Cache-Control", "no-store");
          ctx.contentType("application/json");
          ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (JdbiException e) {
      log.error("admin {} is not done: the database fails", operation.name(), e);
      Problems.write(ctx, Problem.ofStatus(503));
    } catch (AuditUnavailable e) {
      log.error("admin {} was not done: the audit cannot be written", operation.name());
      Problems.write(ctx, Problem.undecided());
    }
  }
}
