package dev.rolegate.token;

import dev.rolegate.auth.CurrentPolicy;
import dev.rolegate.token.Resources.Server;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Chooses for which servers a token is meant (RFC 8707): those asked for, or else those that the
 * client is registered for, so that a wrong role meets the server's explaining 403. Thread-safe.
 */
final class Audiences {
  private static final String WHERE =
      "; leave resource out, or send the URI of one of your servers.";

  private final Resources resources;
  private final CurrentPolicy policy;
  private final DefaultAudience byDefault;

  Audiences(Resources resources, CurrentPolicy policy, DefaultAudience byDefault) {
    this.resources = resources;
    this.policy = policy;
    this.byDefault = byDefault;
  }

  /** What came of choosing. */
  sealed interface Choice {
    /** One server or more. */
    record Chosen(List<Server> servers) implements Choice {
      public Chosen {
        servers = List.copyOf(servers);
      }
    }

    record Refused(OAuthError why) implements Choice {}

    /** No server was asked for, and there is none to choose. */
    record None() implements Choice {}
  }

  /**
   * Chooses.
   *
   * @param targets as the client sent them; empty when it left the choice to us
   */
  Choice choose(Reach reach, List<String> targets) {
    return targets.isEmpty() ? byDefault(reach) : asked(reach, targets);
  }

  /** Those of the servers that every role is admitted to. */
  List<Server> admitted(Reach reach, List<Server> servers) {
    var now = policy.get();
    return servers.stream().filter(server -> reach.isAdmitted(server, now)).toList();
  }

  private Choice byDefault(Reach reach) {
    var registered =
        resources.servers().stream().filter(s -> reach.isRegistered(s) && reach.covers(s)).toList();
    var servers =
        switch (byDefault) {
          case REGISTERED -> registered;
          case ADMITTED -> admitted(reach, registered);
        };
    return servers.isEmpty() ? new Choice.None() : new Choice.Chosen(servers);
  }

  private Choice asked(Reach reach, List<String> targets) {
    var servers = new LinkedHashSet<Server>();
    for (var target : targets) {
      var server = resources.find(target);
      if (server == null) {
        return refused("unknown_resource", "No server here has this resource URI" + WHERE);
      }
      if (!reach.covers(server)) {
        return refused(
            "resource_not_covered", "The token that was sent does not cover this server" + WHERE);
      }
      if (!reach.isRegistered(server)) {
        return refused(
            "resource_not_registered", "This client is not registered for this server" + WHERE);
      }
      servers.add(server);
    }
    var chosen = List.copyOf(servers);
    return admitted(reach, chosen).size() < chosen.size()
        ? refused(
            "role_not_admitted", "The role of this client is not admitted to this server" + WHERE)
        : new Choice.Chosen(chosen);
  }

  private static Choice refused(String reason, String description) {
    return new Choice.Refused(OAuthError.invalidTarget(reason, description));
  }
}
