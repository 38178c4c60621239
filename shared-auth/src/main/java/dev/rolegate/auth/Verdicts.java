package dev.rolegate.auth;

import dev.rolegate.auth.Decision.Allowed;
import dev.rolegate.auth.Decision.Denied;
import dev.rolegate.auth.text.OneLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one question, made when the policy is read: a lookup decides, and a sentence is
 * only made for a role that the policy does not know. This class is immutable.
 */
final class Verdicts {
  private static final int LONGEST_ROLE = 64;

  private final Grant grant;
  private final Allowed allowed;
  private final Wording wording;
  private final Map<String, Decision> byRole = new HashMap<>();
  private final Denied absent;

  /**
   * @param rule the path of the line that decides, for the audit
   * @param roles every role that the policy declares
   */
  Verdicts(String rule, Grant grant, Wording wording, List<String> roles) {
    this.grant = grant;
    this.wording = wording;
    this.allowed = new Allowed(rule);
    this.absent = new Denied("no_job_role", wording.absent(grant), grant.roles());
    for (var role : roles) {
      byRole.put(role, grant.roles().contains(role) ? allowed : denied(role));
    }
  }

  Decision of(@Nullable String role) {
    if (grant instanceof Grant.Anybody) {
      return allowed;
    }
    if (role == null) {
      return absent;
    }
    var decision = byRole.get(role);
    return decision != null ? decision : denied(role);
  }

  Grant grant() {
    return grant;
  }

  private Denied denied(String role) {
    var shown = OneLine.of(role, LONGEST_ROLE);
    return new Denied(wording.reason(), wording.denied(shown, grant), grant.roles());
  }

  /** How a denial is told. */
  sealed interface Wording {
    String reason();

    String denied(String role, Grant grant);

    String absent(Grant grant);

    record Admission(String server) implements Wording {
      @Override
      public String reason() {
        return "role_not_admitted";
      }

      @Override
      public String denied(String role, Grant grant) {
        return "job_role " + role + " is not admitted to " + server + "; admitted: " + grant;
      }

      @Override
      public String absent(Grant grant) {
        return "there is no job_role; " + server + " admits: " + grant;
      }
    }

    record ToolUse(String tool) implements Wording {
      @Override
      public String reason() {
        return "tool_not_allowed";
      }

      @Override
      public String denied(String role, Grant grant) {
        return "job_role " + role + " may not use " + tool + "; allowed: " + grant;
      }

      @Override
      public String absent(Grant grant) {
        return "there is no job_role; " + tool + " is allowed to: " + grant;
      }
    }

    record Decisions() implements Wording {
      @Override
      public String reason() {
        return "decisions_not_allowed";
      }

      @Override
      public String denied(String role, Grant grant) {
        return "job_role " + role + " may not see recent decisions; allowed: " + grant;
      }

      @Override
      public String absent(Grant grant) {
        return "the sign-in has no job_role; recent decisions are shown to: " + grant;
      }
    }
  }
}
