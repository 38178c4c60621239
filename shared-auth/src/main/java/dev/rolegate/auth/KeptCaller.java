package dev.rolegate.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified caller as text, for what is done in its name later: kept in a database of ours and
 * nowhere else, since whoever can write that text can be anybody. It holds no token; whether that
 * was taken back meanwhile is to be asked again ({@link RevokedTokens}).
 */
public final class KeptCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptCaller() {}

  /** JSON text. */
  public static String keep(Caller caller) {
    var kept = JSON.createObjectNode();
    kept.put("iss", caller.issuer());
    kept.put("sub", caller.subject());
    kept.put("client_id", caller.clientId());
    kept.put("job_role", caller.jobRole());
    kept.put("id", caller.id());
    kept.put("name", caller.name());
    kept.put("jti", caller.tokenId());
    kept.put("kid", caller.keyId());
    kept.put("iat", caller.issuedAt().toString());
    kept.put("exp", caller.expiresAt().toString());
    var certificate = caller.certificate();
    kept.put("x5t", certificate == null ? null : certificate.toString());
    var delegation = caller.delegation();
    if (delegation != null) {
      kept.put("parent_jti", delegation.parentTokenId());
      kept.put("parent_iat", delegation.parentIssuedAt().toString());
      kept.put("parent_kid", delegation.parentKeyId());
      kept.putObject("act")
          .put("sub", delegation.actor().subject())
          .put("client_id", delegation.actor().clientId())
          .put("job_role", delegation.actor().jobRole());
    }
    return kept.toString();
  }

  /**
   * The caller that was kept.
   *
   * @throws IllegalStateException when the text is not what {@link #keep} wrote
   */
  public static Caller restore(String kept) {
    try {
      var json = JSON.readTree(kept);
      var certificate = optional(json, "x5t");
      return new Caller(
          text(json, "iss"),
          text(json, "sub"),
          text(json, "client_id"),
          optional(json, "job_role"),
          optional(json, "id"),
          optional(json, "name"),
          text(json, "jti"),
          text(json, "kid"),
          Instant.parse(text(json, "iat")),
          Instant.parse(text(json, "exp")),
          certificate == null ? null : CertificateThumbprint.parse(certificate),
          json.has("act") ? delegation(json, json.get("act")) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept caller is no JSON", e);
    }
  }

  private static Caller.Delegation delegation(JsonNode json, JsonNode act) {
    return new Caller.Delegation(
        new Caller.Actor(text(act, "sub"), text(act, "client_id"), optional(act, "job_role")),
        text(json, "parent_jti"),
        Instant.parse(text(json, "parent_iat")),
        text(json, "parent_kid"));
  }

  private static String text(JsonNode json, String name) {
    var text = optional(json, name);
    if (text == null) {
      throw new IllegalStateException("a kept caller has no " + name);
    }
    return text;
  }

  private static @Nullable String optional(JsonNode json, String name) {
    var node = json.get(name);
    return node == null || node.isNull() ? null : node.asText();
  }
}
