package dev.rolegate.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo clients of the contract, and where each is admitted: written out, not computed. */
public enum DemoClient {
  ALICE("alice-secret", "Manager"),
  BOB("bob-secret", "AssistantManager"),
  CAROL("carol-secret", "Officer"),
  TEST_CLIENT("secret_1234", null);

  private final String secret;
  private final @Nullable String jobRole;

  DemoClient(String secret, @Nullable String jobRole) {
    this.secret = secret;
    this.jobRole = jobRole;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String secret() {
    return secret;
  }

  /** Null: its tokens carry no job_role. */
  public @Nullable String jobRole() {
    return jobRole;
  }

  public boolean isAdmittedTo(Server server) {
    return switch (this) {
      case ALICE -> true;
      case BOB -> server == Server.HR || server == Server.PROJECT;
      case CAROL -> server == Server.HR;
      case TEST_CLIENT -> false;
    };
  }

  @Override
  public String toString() {
    return id();
  }

  /** Its {@code Authorization} at the token service. */
  public String basic() {
    return "Authorization: Basic "
        + Base64.getEncoder()
            .encodeToString((id() + ":" + secret()).getBytes(StandardCharsets.UTF_8));
  }
}
