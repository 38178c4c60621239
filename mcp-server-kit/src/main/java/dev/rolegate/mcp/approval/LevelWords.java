package dev.rolegate.mcp.approval;

import dev.rolegate.mcp.change.Change;
import java.util.List;

/** What the policy's level means, for somebody who has not read the policy. */
final class LevelWords {
  private LevelWords() {}

  static String of(Change change) {
    return switch (change.confirmation().level()) {
      case NONE -> "Nobody needs to approve it.";
      case ASK -> "Anyone who may make such a change, here or in the program that asked.";
      case PERSON -> "A person, here; the program that asked cannot confirm it.";
      case OTHER ->
          "Somebody else than who asked, with the role "
              + anyOf(change.confirmation().approverRoles())
              + ".";
    };
  }

  private static String anyOf(List<String> roles) {
    return switch (roles.size()) {
      case 0 -> "nobody that the policy names";
      case 1 -> roles.getFirst();
      default -> String.join(", ", roles.subList(0, roles.size() - 1)) + " or " + roles.getLast();
    };
  }
}
