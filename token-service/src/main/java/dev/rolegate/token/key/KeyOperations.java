package dev.rolegate.token.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import dev.rolegate.token.key.KeyDesk.Change;
import dev.rolegate.token.key.KeyDesk.Listed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code keys/list}, {@code keys/rotate} and {@code keys/revoke}. Thread-safe. */
public final class KeyOperations {
  private static final int LONGEST_KID = 64;

  private static final String COST =
      "A server asks for keys that it does not know at most once in 30 seconds, and anew each"
          + " JWKS_CACHE_TTL: until it has the key, it refuses the tokens with 401.";

  private KeyOperations() {}

  public static List<AdminOperation> of(KeyDesk desk) {
    return List.of(
        operation("keys/list", request -> list(desk, request)),
        operation("keys/rotate", request -> rotate(desk, request)),
        operation("keys/revoke", request -> revoke(desk, request)));
  }

  @FunctionalInterface
  private interface Answering {
    AdminAnswer to(AdminRequest request) throws AuditUnavailable;
  }

  private static AdminOperation operation(String name, Answering answering) {
    return new AdminOperation() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
        return answering.to(request);
      }
    };
  }

  private static AdminAnswer list(KeyDesk desk, AdminRequest request) {
    var problems = request.fields().problems();
    return problems.isEmpty() ? AdminAnswer.done(listed(desk)) : AdminAnswer.invalid(problems);
  }

  private static AdminAnswer rotate(KeyDesk desk, AdminRequest request) throws AuditUnavailable {
    request.readWhoAndWhy();
    var now = request.fields().flag("now", false);
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    return made(desk, request, desk.rotation(now), now);
  }

  private static AdminAnswer revoke(KeyDesk desk, AdminRequest request) throws AuditUnavailable {
    request.readWhoAndWhy();
    var kid = request.fields().text("kid", LONGEST_KID);
    var problems = request.fields().problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var isSudden =
        desk.list().stream()
            .anyMatch(
                key -> key.kid().equals(kid) && key.state().equals(KeyState.SIGNING.toString()));
    return made(desk, request, desk.revocation(kid), isSudden);
  }

  private static AdminAnswer made(
      KeyDesk desk, AdminRequest request, Change change, boolean isSudden) throws AuditUnavailable {
    return switch (change) {
      case Change.Unknown(var why) -> AdminAnswer.notFound(why);
      case Change.Refused(var why) -> AdminAnswer.conflict(why);
      case Change.Ready(var kid, var make) -> {
        request.record(null, kid);
        var after = make.get();
        if (after != null) {
          yield AdminAnswer.conflict(after);
        }
        var body = JsonNodeFactory.instance.objectNode().put("kid", kid);
        body.setAll(listed(desk));
        if (isSudden) {
          body.put("note", COST);
        }
        yield AdminAnswer.done(body);
      }
    };
  }

  private static ObjectNode listed(KeyDesk desk) {
    var body = JsonNodeFactory.instance.objectNode();
    var keys = body.putArray("keys");
    desk.list().forEach(key -> keys.add(json(key)));
    return body;
  }

  private static ObjectNode json(Listed key) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("kid", key.kid())
            .put("alg", key.algorithm())
            .put("state", key.state());
    put(json, "published_at", key.publishedAt());
    put(json, "signs_from", key.signsFrom());
    put(json, "retires_at", key.retiresAt());
    put(json, "gone_at", key.goneAt());
    put(json, "revoked_at", key.revokedAt());
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, time.toString());
    }
  }
}
