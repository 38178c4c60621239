package dev.rolegate.token.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.auth.revocation.FeedToken;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /internal/revocations?after=SEQ&wait=SECONDS}: what was revoked beyond a number, to
 * the bearer of the feed's token. When there is nothing, the request is held until there is, or
 * until its wait is over. Thread-safe.
 */
public final class RevocationFeed implements Handler {
  private static final int MOST_TOLD = 500;
  private static final int MOST_HELD = 256;
  private static final int LONGEST_WAIT = 30;

  private final Revocations revocations;
  private final FeedToken token;
  private final Duration longestLifetime;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MOST_HELD);

  /**
   * @param longestLifetime of a token; servers that were told nothing else go on for so long
   *     without this feed
   */
  public RevocationFeed(
      Revocations revocations,
      FeedToken token,
      Duration longestLifetime,
      AuditTrail audit,
      InstantSource clock) {
    this.revocations = revocations;
    this.token = token;
    this.longestLifetime = longestLifetime;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void handle(Context ctx) throws AuditUnavailable, InterruptedException {
    var authorizations = Collections.list(ctx.req().getHeaders("Authorization"));
    if (!token.isIn(authorizations)) {
      refuse(ctx, authorizations.isEmpty() ? "no_credential" : "wrong_credential");
      return;
    }
    var asked = ctx.queryParamMap();
    var after = number(asked, "after", Long.MAX_VALUE);
    var wait = number(asked, "wait", LONGEST_WAIT);
    if (after < 0 || wait < 0 || !List.of("after", "wait").containsAll(asked.keySet())) {
      Problems.write(
          ctx,
          Problem.invalidRequest(
              "Send after, the last number you know, and wait, 0 to "
                  + LONGEST_WAIT
                  + " seconds; each at most once, and nothing else."));
      return;
    }
    var batch = revocations.after(after, MOST_TOLD);
    if (batch.seq() != after || wait == 0) {
      write(ctx, batch);
    } else if (places.tryAcquire()) {
      try {
        revocations.news().await(after, Duration.ofSeconds(wait));
      } finally {
        places.release();
      }
      write(ctx, revocations.after(after, MOST_TOLD));
    } else {
      Problems.write(
          ctx,
          new Problem(429, "too_many_requests", "Too many requests are held; ask again shortly.")
              .with("Retry-After", "1"));
    }
  }

  /** Zero when absent, negative when it is none that may be sent. */
  private static long number(Map<String, List<String>> asked, String name, long most) {
    var values = asked.getOrDefault(name, List.of("0"));
    var value = values.size() == 1 ? values.getFirst() : "";
    if (!value.matches("[0-9]{1,18}")) {
      return -1;
    }
    var number = Long.parseLong(value);
    return number <= most ? number : -1;
  }

  private void refuse(Context ctx, String reason) throws AuditUnavailable {
    audit.append(
        new AuditEvent(
            clock.instant(),
            RequestId.of(ctx),
            "token-service",
            null,
            null,
            null,
            "revocation_feed",
            null,
            AuditEvent.Outcome.DENIED,
            reason));
    Problems.write(
        ctx,
        new Problem(401, "unauthorized", "Send the feed's token: Authorization: Bearer TOKEN.")
            .with("WWW-Authenticate", "Bearer realm=\"revocations\""));
  }

  private void write(Context ctx, RevocationBatch batch) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("log", batch.logId());
    var list = body.putArray("revocations");
    batch.revocations().forEach(one -> list.add(json(one)));
    body.put("seq", batch.seq());
    body.put("more", batch.more());
    body.put("longest_lifetime", longestLifetime.toSeconds());
    body.put("time", clock.instant().getEpochSecond());
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json");
    ctx.result(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode json(LoggedRevocation one) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("seq", one.seq()).put("kind", one.kind());
    if (!one.value().isEmpty()) {
      json.put("value", one.value());
    }
    if (one.beforeSecond() != null) {
      json.put("before", one.beforeSecond());
    }
    if (one.untilSecond() != null) {
      json.put("until", one.untilSecond());
    }
    return json;
  }
}
