package dev.rolegate.auth;

import org.jspecify.annotations.Nullable;

/**
 * A line of the policy about who must say yes, to be told to people.
 *
 * @param condition such as {@code value above 100000}; null: always
 */
public record ConfirmationLine(@Nullable String condition, Confirmation confirmation) {
  /** Such as {@code ask}, or {@code other: Manager if value above 100000}. */
  public String told() {
    var who =
        switch (confirmation.level()) {
          case NONE -> "none";
          case ASK -> "ask";
          case PERSON -> "person";
          case OTHER -> "other: " + String.join(", ", confirmation.approverRoles());
        };
    return condition == null ? who : who + " if " + condition;
  }
}
