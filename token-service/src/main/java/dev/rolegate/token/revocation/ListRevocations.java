package dev.rolegate.token.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code revocations/list}: what is revoked and still matters, oldest first. */
public final class ListRevocations implements AdminOperation {
  private static final int PAGE = 100;
  private static final int MOST = 500;

  private final Revocations revocations;

  public ListRevocations(Revocations revocations) {
    this.revocations = revocations;
  }

  @Override
  public String name() {
    return "revocations/list";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    var fields = request.fields();
    var after = fields.number("after", 0, 0, Long.MAX_VALUE);
    var limit = fields.number("limit", PAGE, 1, MOST);
    var problems = fields.problems();
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var batch = revocations.after(after, (int) limit);
    var body = JsonNodeFactory.instance.objectNode();
    var list = body.putArray("revocations");
    batch.revocations().forEach(one -> list.add(json(one)));
    if (batch.more()) {
      body.put("next", batch.seq());
    }
    return AdminAnswer.done(body);
  }

  private static ObjectNode json(LoggedRevocation one) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("seq", one.seq());
    if (one.kind().equals("all")) {
      json.put("all", true);
    } else {
      json.put(one.kind(), one.value());
    }
    putTime(json, "before", one.beforeSecond());
    putTime(json, "until", one.untilSecond());
    return json.put("made_at", one.madeAt().toString());
  }

  private static void putTime(ObjectNode json, String name, @Nullable Long second) {
    if (second != null) {
      json.put(name, Instant.ofEpochSecond(second).toString());
    }
  }
}
