package dev.rolegate.mcp.approval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rolegate.auth.Approver;
import dev.rolegate.auth.ApproverVerification;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Function;

/** Who stands before the page. */
sealed interface Visitor {
  /** An approver who signed in here. */
  record SignedIn(Session session) implements Visitor {
    Approver approver() {
      return session.approver();
    }
  }

  /** Nobody, or whose sign-in has ended. */
  record Nobody() implements Visitor {}

  /**
   * It cannot be told at the moment.
   *
   * @param why a sentence for the visitor
   */
  record Undecided(String why) implements Visitor {}

  /** Tells by the cookie alone: no header of a caller signs anybody in to the page. Thread-safe. */
  final class Desk {
    /** No approver's token lives longer. */
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final int MOST_ENDED = 10_000;

    private final Cookies cookies;
    private final Function<String, ApproverVerification> approvers;

    /** Tokens that were signed out here before they ended, by their id. */
    private final Cache<String, Boolean> ended =
        Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST_ENDED).build();

    Desk(Cookies cookies, Function<String, ApproverVerification> approvers) {
      this.cookies = cookies;
      this.approvers = approvers;
    }

    Visitor of(Context ctx) {
      var token = cookies.session(ctx);
      return token == null ? new Nobody() : of(token);
    }

    /** By a token that no cookie holds yet. */
    Visitor of(String token) {
      return switch (approvers.apply(token)) {
        case ApproverVerification.Verified(var approver) ->
            ended.getIfPresent(approver.tokenId()) == null
                ? new SignedIn(new Session(approver, token))
                : new Nobody();
        case ApproverVerification.Refused _ -> new Nobody();
        case ApproverVerification.Undecided(_, var why) -> new Undecided(why);
      };
    }

    /** From now on its token opens nothing here, whoever kept a copy. */
    void end(Session session) {
      ended.put(session.approver().tokenId(), true);
    }
  }
}
