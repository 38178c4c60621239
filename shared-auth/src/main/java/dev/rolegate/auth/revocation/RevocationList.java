package dev.rolegate.auth.revocation;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is revoked, in memory. Entries that can no longer matter are forgotten, so it is
 * as large as what was revoked within the longest lifetime of a token. Thread-safe; a look takes no
 * lock.
 */
final class RevocationList {
  /** Tokens that ended so long ago are refused as expired by every clock of the house. */
  private static final long FORGIVEN_SECONDS = 60;

  private final Map<String, Long> tokens = new ConcurrentHashMap<>();
  private final Map<String, Cut> clients = new ConcurrentHashMap<>();
  private final Map<String, Cut> subjects = new ConcurrentHashMap<>();
  private final Map<String, Long> keys = new ConcurrentHashMap<>();
  private volatile Cut everybody = Cut.NONE;

  /** Tokens issued before one second are revoked, which matters until another. */
  private record Cut(long before, long until) {
    static final Cut NONE = new Cut(Long.MIN_VALUE, Long.MIN_VALUE);

    Cut and(Cut other) {
      return new Cut(Math.max(before, other.before), Math.max(until, other.until));
    }
  }

  /** Whether the token is revoked that a caller was verified by. */
  boolean holds(Caller caller) {
    var issued = caller.issuedAt().getEpochSecond();
    var delegation = caller.delegation();
    if (delegation == null) {
      return holds(caller.tokenId(), caller.keyId()) || isCut(caller, issued);
    }
    // A token dies with the one that it was traded for, and with whoever acts with it.
    var actor = delegation.actor();
    return holds(caller.tokenId(), caller.keyId())
        || holds(delegation.parentTokenId(), delegation.parentKeyId())
        || isCut(caller, Math.min(issued, delegation.parentIssuedAt().getEpochSecond()))
        || isCut(clients.get(actor.clientId()), issued)
        || isCut(subjects.get(actor.subject()), issued);
  }

  /** Likewise for an approver, whom no client's revocation concerns. */
  boolean holds(Approver approver) {
    var issued = approver.issuedAt().getEpochSecond();
    return holds(approver.tokenId(), approver.keyId())
        || issued < everybody.before
        || isCut(subjects.get(approver.subject()), issued);
  }

  private boolean holds(String tokenId, String keyId) {
    return tokens.containsKey(tokenId) || keys.containsKey(keyId);
  }

  private boolean isCut(Caller caller, long issued) {
    return issued < everybody.before
        || isCut(clients.get(caller.clientId()), issued)
        || isCut(subjects.get(caller.subject()), issued);
  }

  private static boolean isCut(@Nullable Cut cut, long issued) {
    return cut != null && issued < cut.before;
  }

  void add(RevokedThing thing) {
    switch (thing.kind()) {
      case JTI -> tokens.merge(thing.value(), thing.until(), Math::max);
      case KID -> keys.merge(thing.value(), thing.until(), Math::max);
      case CLIENT -> clients.merge(thing.value(), cut(thing), Cut::and);
      case SUBJECT -> subjects.merge(thing.value(), cut(thing), Cut::and);
      case ALL -> everybody = everybody.and(cut(thing));
    }
  }

  private static Cut cut(RevokedThing thing) {
    return new Cut(thing.before(), thing.until());
  }

  /** Drops what no longer matters at a second since 1970. */
  void forget(long now) {
    var ended = now - FORGIVEN_SECONDS;
    tokens.values().removeIf(until -> until < ended);
    clients.values().removeIf(cut -> cut.until < ended);
    subjects.values().removeIf(cut -> cut.until < ended);
    if (everybody.until < ended) {
      everybody = Cut.NONE;
    }
  }

  int size() {
    return tokens.size()
        + keys.size()
        + clients.size()
        + subjects.size()
        + (everybody.equals(Cut.NONE) ? 0 : 1);
  }

  /** All of it, to be kept on disk. */
  List<RevokedThing> things() {
    var things = new ArrayList<RevokedThing>();
    tokens.forEach((jti, until) ->
        things.add(new RevokedThing(RevokedThing.Kind.JTI, jti, RevokedThing.FOREVER, until)));
    keys.forEach((kid, until) ->
        things.add(new RevokedThing(RevokedThing.Kind.KID, kid, RevokedThing.FOREVER, until)));
    clients.forEach((id, cut) -> things.add(thing(RevokedThing.Kind.CLIENT, id, cut)));
    subjects.forEach((id, cut) -> things.add(thing(RevokedThing.Kind.SUBJECT, id, cut)));
    if (!everybody.equals(Cut.NONE)) {
      things.add(thing(RevokedThing.Kind.ALL, "", everybody));
    }
    return things;
  }

  private static RevokedThing thing(RevokedThing.Kind kind, String value, Cut cut) {
    return new RevokedThing(kind, value, cut.before, cut.until);
  }
}
