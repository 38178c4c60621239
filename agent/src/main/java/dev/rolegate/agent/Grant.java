package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.auth.config.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking for a token. */
sealed interface Grant {
  /** A server that the token opens. */
  record Server(String name, String url) {}

  /**
   * A token.
   *
   * @param servers as the token service of this house lists them; empty at others
   */
  record Granted(Secret token, Duration life, List<Server> servers) implements Grant {
    private static final Duration UNSAID = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_SERVERS = 100;

    public Granted {
      servers = List.copyOf(servers);
    }

    /** Reads RFC 6749 §5.1; null when it is not that. */
    static @Nullable Granted of(JsonNode body) {
      var token = body.path("access_token").asText("");
      if (token.isEmpty()
          || token.length() > 16 * 1024
          || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)
          || !body.path("token_type").asText("").equalsIgnoreCase("bearer")) {
        return null;
      }
      var seconds = body.path("expires_in").asLong(0);
      var life = seconds <= 0 ? UNSAID : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
      var servers =
          body.path("servers")
              .valueStream()
              .limit(MOST_SERVERS)
              .map(one -> new Server(one.path("name").asText(""), one.path("url").asText("")))
              .filter(one -> one.name().matches("[a-z][a-z0-9-]{0,31}"))
              .toList();
      return new Granted(Secret.of(token), life, servers);
    }
  }

  /**
   * None.
   *
   * @param sentence why, and what to do
   * @param unreached whether nobody said so
   */
  record Refused(String sentence, boolean unreached) implements Grant {}
}
