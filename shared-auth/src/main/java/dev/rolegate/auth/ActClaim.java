package dev.rolegate.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.Caller.Actor;
import dev.rolegate.auth.Caller.Delegation;
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
      return claims.has(ACT) || claims.has(PARENT) ? TokenDefect.ACT_UNSUPPORTED : null;
    }
  },
  /** Into {@link Caller#delegation()}; whoever asks for this decides about the actor, too. */
  UNDERSTOOD {
    @Override
    @Nullable TokenDefect defect(ObjectNode claims) {
      var act = claims.get(ACT);
      var parent = claims.get(PARENT);
      if (act == null && parent == null) {
        return null;
      }
      return act instanceof ObjectNode actor
              && parent != null
              && ClaimText.identifies(parent)
              && isActor(actor)
          ? null
          : TokenDefect.ACT;
    }
  };

  private static final String ACT = "act";
  private static final String PARENT = "parent_jti";

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
        claims.get(PARENT).textValue());
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
