package dev.rolegate.token.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.token.admin.AdminAnswer;
import dev.rolegate.token.admin.AdminFields;
import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.admin.AdminRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code revocations/add}: takes back one token, or all of a client, of a subject, or of everybody.
 */
public final class AddRevocation implements AdminOperation {
  private static final int LONGEST_NAME = 256;

  private final Revocations revocations;
  private final InstantSource clock;

  public AddRevocation(Revocations revocations, InstantSource clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "revocations/add";
  }

  @Override
  public AdminAnswer answer(AdminRequest request) throws AuditUnavailable {
    var fields = request.fields();
    var now = clock.instant();
    var asked = asked(fields, now);
    request.readWhoAndWhy();
    var problems = new ArrayList<>(fields.problems());
    if (asked.size() != 1) {
      problems.add("Give exactly one of client, subject, jti, or all as true.");
    }
    if (!problems.isEmpty()) {
      return AdminAnswer.invalid(problems);
    }
    var revocation = asked.getFirst();
    var client = revocation instanceof Revocation.OfClient(var id, var _) ? id : null;
    var target =
        switch (revocation) {
          case Revocation.OfAll _ -> "all";
          default -> revocation.kind() + " " + revocation.value();
        };
    request.record(client, target);
    var seq = revocations.revoke(List.of(revocation));
    return AdminAnswer.done(JsonNodeFactory.instance.objectNode().put("seq", seq));
  }

  private static List<Revocation> asked(AdminFields fields, Instant now) {
    var before = fields.instant("before");
    if (before != null && before.isAfter(now)) {
      fields.problem("before", "is still to come; leave it out for now");
    }
    var time = before == null ? now : before;
    var asked = new ArrayList<Revocation>();
    var client = fields.optional("client", LONGEST_NAME);
    if (client != null) {
      asked.add(new Revocation.OfClient(client, time));
    }
    var subject = fields.optional("subject", LONGEST_NAME);
    if (subject != null) {
      asked.add(new Revocation.OfSubject(subject, time));
    }
    var jti = fields.optional("jti", LONGEST_NAME);
    if (jti != null) {
      // Its end is not known, but that it comes within the longest lifetime there is.
      asked.add(new Revocation.OfToken(jti, now.plus(Revocation.LONGEST_LIFETIME)));
      if (before != null) {
        fields.problem("before", "is of no use with jti");
      }
    }
    if (fields.flag("all", false)) {
      asked.add(new Revocation.OfAll(time));
    }
    return asked;
  }
}
