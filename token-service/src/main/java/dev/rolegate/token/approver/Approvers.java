package dev.rolegate.token.approver;

import org.jspecify.annotations.Nullable;

/** Where accounts are looked up. Implementations are thread-safe. */
public interface Approvers {
  /** The account of this name, or null after the same work. */
  @Nullable ApproverAccount find(String account);

  /** Nobody. */
  static Approvers none() {
    return _ -> null;
  }
}
