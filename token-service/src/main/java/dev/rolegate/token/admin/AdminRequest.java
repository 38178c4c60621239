package dev.rolegate.token.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.AuditEvent;
import dev.rolegate.auth.AuditTrail;
import dev.rolegate.auth.AuditUnavailable;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request of an operator. Not thread-safe: one thread answers it. */
public final class AdminRequest {
  private static final int LONGEST_OPERATOR = 128;
  private static final int LONGEST_REASON = 200;
  private static final String SERVICE = "token-service";

  private final String name;
  private final AdminFields fields;
  private final String requestId;
  private final AuditTrail audit;
  private final InstantSource clock;
  private String operator = "";
  private String reason = "";

  AdminRequest(
      String name, ObjectNode body, String requestId, AuditTrail audit, InstantSource clock) {
    this.name = name;
    this.fields = new AdminFields(body);
    this.requestId = requestId;
    this.audit = audit;
    this.clock = clock;
  }

  public AdminFields fields() {
    return fields;
  }

  /** Reads who asks for a change, and why; both must be there. */
  public void readWhoAndWhy() {
    operator = fields.text("operator", LONGEST_OPERATOR);
    reason = fields.text("reason", LONGEST_REASON);
  }

  /**
   * Records a change before it is made: on return the line is on the device.
   *
   * @param about the client, or null when it is about none
   * @param target what else it is about, such as a key; null when there is nothing
   * @throws AuditUnavailable when that fails; the change must then not be made
   */
  public void record(@Nullable String about, @Nullable String target) throws AuditUnavailable {
    if (operator.isEmpty() || reason.isEmpty()) {
      throw new IllegalStateException("a change without who and why");
    }
    audit.appendDurably(
        new AuditEvent(
            clock.instant(),
            requestId,
            SERVICE,
            operator,
            about,
            null,
            "admin_" + name.replace('/', '_').replace('-', '_').toLowerCase(Locale.ROOT),
            target,
            AuditEvent.Outcome.ALLOWED,
            reason));
  }
}
