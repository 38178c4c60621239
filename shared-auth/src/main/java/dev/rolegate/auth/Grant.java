package dev.rolegate.auth;

import java.util.List;

/** Whom a line of the policy lets in. */
sealed interface Grant {
  /** The spelling of {@link Anybody} in the file. */
  String ANYBODY = "any-authenticated";

  /** Everyone with a verified credential, whatever its role, also without any. */
  record Anybody() implements Grant {}

  /** These roles, in the order of the file; none of them means nobody. */
  record Roles(List<String> names) implements Grant {
    public Roles {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return names.isEmpty() ? "nobody" : String.join(", ", names);
    }
  }

  /** The roles named; none for anybody. */
  default List<String> roles() {
    return switch (this) {
      case Anybody() -> List.of();
      case Roles(var names) -> names;
    };
  }
}
