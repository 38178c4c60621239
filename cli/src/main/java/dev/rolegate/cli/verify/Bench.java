package dev.rolegate.cli.verify;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.Decision.Allowed;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server with all that it is tried by.
 *
 * @param sse whether the deprecated transport is on
 * @param holders of every role that is tried
 */
record Bench(
    Target target,
    boolean sse,
    AccessPolicy policy,
    List<Holder> holders,
    Wire wire,
    Ledger ledger) {
  Bench {
    holders = List.copyOf(holders);
  }

  String server() {
    return target.name();
  }

  boolean admits(Holder holder) {
    return policy.admission(server(), holder.role()) instanceof Allowed;
  }

  boolean allows(String tool, Holder holder) {
    return policy.toolUse(server(), tool, holder.role()) instanceof Allowed;
  }

  /** Whoever may use the most tools; null when nobody is admitted. */
  @Nullable Holder insider() {
    return holders.stream()
        .filter(this::admits)
        .max(Comparator.comparingLong(this::toolsOf))
        .orElse(null);
  }

  /** Somebody else who is admitted, or null. */
  @Nullable Holder otherInsider(Holder one) {
    return holders.stream()
        .filter(other -> admits(other) && !other.equals(one))
        .findFirst()
        .orElse(null);
  }

  /** Somebody whom the server does not admit though the token is for it, or null. */
  @Nullable Holder outsider() {
    return holders.stream()
        .filter(one -> !admits(one) && one.covers(target))
        .findFirst()
        .orElse(null);
  }

  Heard send(Ask ask) {
    return wire.exchange(target, ask.bytes(target));
  }

  /** Sends, and takes down what came. */
  Heard expect(Family family, String role, String door, String name, Ask ask, String... accepted) {
    var sent = ask.bytes(target);
    var heard = wire.exchange(target, sent);
    ledger.add(
        new Cell(
            family,
            server(),
            role,
            door,
            name,
            List.of(accepted),
            heard.verdict(),
            Evidence.of(sent, heard)));
    return heard;
  }

  private long toolsOf(Holder holder) {
    return policy.tools(server()).stream().filter(tool -> allows(tool, holder)).count();
  }
}
