package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller.Actor;
import dev.rolegate.auth.Caller.Delegation;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a verifier reads {@code act} (RFC 8693 §4.1), which makes a token one of somebody who acts
 * for the subject. A verifier that ignored it would let the actor in with the subject's role alone.
 */
public enum ActClaim {
  /** Not at all: a token that has one is refused. */
  REFUSED {
    @Override
    @Nullable TokenDefect defect(ObjectNode claims) {
      return claims.has(ACT) || PARENT.stream().anyMatch(claims::has)
          ? TokenDefect.ACT_UNSUPPORTED
          : null;
    }
  },
  /** Into {@link Caller#delegation()}; whoever asks for this decides about the actor, too. */
  UNDERSTOOD {
    @Override
    @Nullable TokenDefect defect(ObjectNode claims) {
      if (REFUSED.defect(claims) == null) {
        return null;
      }
      return claims.get(ACT) instanceof ObjectNode actor && isActor(actor) && namesParent(claims)
          ? null
          : TokenDefect.ACT;
    }
  };

  private static final String ACT = "act";
  private static final String PARENT_ID = "parent_jti";
  private static final String PARENT_TIME = "parent_iat";
  private static final String PARENT_KEY = "parent_kid";
  private static final Set<String> PARENT = Set.of(PARENT_ID, PARENT_TIME, PARENT_KEY);

  /** Whoever acts for an actor would stand in {@code act.act}: one step is all there is here. */
  private static final Set<String> MEMBERS = Set.of("sub", "client_id", "job_role");

  /** What is wrong with these claims, or null. */
  abstract @Nullable TokenDefect defect(ObjectNode claims);

  /** Who acts, in claims without defect; null when nobody does. */
  @Nullable Delegation read(ObjectNode claims) {
    if (!(claims.get(ACT) instanceof ObjectNode act)) {
      return null;
    }
    var role = act.get("job_role");
    return new Delegation(
        new Actor(
            act.get("sub").textValue(),
            act.get("client_id").textValue(),
            role == null ? null : role.textValue()),
        claims.get(PARENT_ID).textValue(),
        Instant.ofEpochSecond(claims.get(PARENT_TIME).longValue()),
        claims.get(PARENT_KEY).textValue());
  }

  /** All that the token it was traded for can be revoked by, besides what both say. */
  private static boolean namesParent(ObjectNode claims) {
    var time = claims.get(PARENT_TIME);
    var key = claims.get(PARENT_KEY);
    return identifies(claims.get(PARENT_ID))
        && time != null
        && time.isIntegralNumber()
        && time.canConvertToLong()
        && time.longValue() >= 0
        && key != null
        && key.isTextual()
        && KeyIds.isKeyId(key.textValue());
  }

  private static boolean isActor(ObjectNode act) {
    return act.propertyStream().allMatch(member -> MEMBERS.contains(member.getKey()))
        && identifies(act.get("sub"))
        && identifies(act.get("client_id"))
        && ClaimText.isWholeOrAbsent(act.get("job_role"));
  }

  private static boolean identifies(@Nullable JsonNode node) {
    return node != null && ClaimText.identifies(node);
  }
}
