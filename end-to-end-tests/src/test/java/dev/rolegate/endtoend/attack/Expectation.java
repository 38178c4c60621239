package dev.rolegate.endtoend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.endtoend.Answer;
import java.util.Map;
import java.util.Set;

/**
 * What a token case must get. Where the file leaves a choice, Rolegate's is pinned here; where the
 * contract differs from the file, the contract wins.
 */
enum Expectation {
  /** 200 with a result. */
  ACCEPTED(200),
  /** 401 with {@code error="invalid_token"}. */
  INVALID_TOKEN(401),
  /** 403: a valid token, but a role that is not admitted. */
  NOT_ADMITTED(403),
  /** 200 with {@code isError}: admitted, but not to this tool. */
  TOOL_REFUSED(200);

  private static final Map<String, Expectation> PINNED =
      Map.of(
          // A principal of its own, whatever it looks like, within what a name may be.
          "JSON-048", ACCEPTED,
          "JSON-051", ACCEPTED,
          "JSON-053", ACCEPTED,
          "JSON-054", INVALID_TOKEN,
          "JSON-037", INVALID_TOKEN,
          "RBAC-005", INVALID_TOKEN,
          "RBAC-020", ACCEPTED,
          "RBAC-018", TOOL_REFUSED);

  /** Our codes for what the file suggests: finer, because the operator should see which check. */
  private static final Map<String, Set<String>> CODES =
      Map.of(
          "token_malformed", Set.of("token_malformed", "bad_claim"),
          "forbidden", Set.of("role_not_admitted", "no_job_role", "tool_not_allowed"));

  /** Where an earlier check of ours speaks first. */
  private static final Map<String, Set<String>> CODES_OF_CASES =
      Map.of(
          "KEY-004", Set.of("header_not_allowed", "alg_not_allowed"),
          "KEY-005", Set.of("header_not_allowed", "alg_not_allowed"),
          "KEY-006", Set.of("header_not_allowed", "alg_not_allowed"),
          "FMT-027", Set.of("token_malformed"),
          "KID-032", Set.of("unknown_kid"),
          "EXP-023", Set.of("lifetime_too_long"));

  /**
   * With ES256 itself their algorithm is the right one, so it is the signature that is looked at.
   */
  private static final Set<String> PSYCHIC = Set.of("ALG-045", "ALG-046");

  private final int status;

  Expectation(int status) {
    this.status = status;
  }

  static Expectation of(AttackCase one) {
    var pinned = PINNED.get(one.id());
    if (pinned != null) {
      return pinned;
    }
    assertThat(one.statuses()).as(one + " leaves a choice that nobody pinned").hasSize(1);
    return switch (one.statuses().getFirst()) {
      case 200 -> ACCEPTED;
      case 401 -> INVALID_TOKEN;
      case 403 -> NOT_ADMITTED;
      default -> throw new AssertionError("no expectation for " + one);
    };
  }

  void meet(AttackCase one, SigningAlgorithm mode, Answer answer, JsonNode auditLine) {
    assertThat(answer.status()).as(one + ": " + answer).isEqualTo(status);
    var challenge = answer.all("WWW-Authenticate");
    switch (this) {
      case ACCEPTED -> {
        assertThat(challenge).isEmpty();
        assertThat(answer.json().at("/result/isError").asBoolean(true)).as("" + answer).isFalse();
      }
      case TOOL_REFUSED -> {
        assertThat(challenge).isEmpty();
        assertThat(answer.json().at("/result/isError").asBoolean(false)).as("" + answer).isTrue();
      }
      case INVALID_TOKEN -> {
        assertThat(challenge)
            .singleElement()
            .asString()
            .matches(
                "Bearer resource_metadata=\"[^\"]+/\\.well-known/oauth-protected-resource/mcp\","
                    + " error=\"invalid_token\", error_description=\"(The|A) [^\"]+\\.\"");
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_token");
      }
      case NOT_ADMITTED -> {
        assertThat(challenge).containsExactly("Bearer realm=\"rolegate\"");
        assertThat(answer.json().get("error").asText()).isEqualTo("access_denied");
      }
    }
    assertThat(auditLine.get("outcome").asText())
        .as(one + " " + mode)
        .isEqualTo(this == ACCEPTED ? "allowed" : "denied");
    if (one.expected().has("audit_reason")) {
      assertThat(auditLine.get("reason").asText()).as(one + " " + mode).isIn(codes(one, mode));
    }
  }

  private static Set<String> codes(AttackCase one, SigningAlgorithm mode) {
    if (mode == SigningAlgorithm.ES256 && PSYCHIC.contains(one.id())) {
      return Set.of("sig_invalid");
    }
    var suggested = one.expected().get("audit_reason").asText();
    var ofCase = CODES_OF_CASES.get(one.id());
    return ofCase != null ? ofCase : CODES.getOrDefault(suggested, Set.of(suggested));
  }
}
