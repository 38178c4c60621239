package dev.rolegate.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rolegate.agent.Bearer;
import dev.rolegate.auth.StrictJson;
import dev.rolegate.auth.StrictJson.Reading;
import dev.rolegate.auth.config.PrivateFiles;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.cli.Json;
import dev.rolegate.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of the last minute, in files that only their user can read, so that a client that starts
 * several times in a row is not issued a token each time. Not longer: a client asks when it
 * connects, and what it is given should have most of its life before it. A cache that cannot be
 * used is no error.
 */
final class TokenCache {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int LARGEST = 64 * 1024;
  private static final StrictJson READER = new StrictJson(LARGEST, 32 * 1024, 64);

  private final @Nullable Path file;

  /** Of one client at one issuer, for one server or for all. */
  TokenCache(Terminal terminal, String issuer, String client, @Nullable String server) {
    var folder = folder(terminal);
    this.file =
        folder == null
            ? null
            : folder.resolve(digest(issuer, client, server == null ? "" : server) + ".json");
  }

  /** One that was kept less than a minute ago and lives; null: none. */
  @Nullable Secret get(Instant now) {
    try {
      if (file == null
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !isPrivate(file)
          || Files.size(file) > LARGEST
          || !(READER.read(Files.readAllBytes(file)) instanceof Reading.Read(var kept))) {
        return null;
      }
      var from = Instant.parse(kept.path("from").asText(""));
      var until = Instant.parse(kept.path("until").asText(""));
      var token = kept.path("token").asText("");
      return token.isEmpty() || now.isBefore(from) || !now.isBefore(until)
          ? null
          : Secret.of(token);
    } catch (IOException | DateTimeException | UnsupportedOperationException e) {
      return null;
    }
  }

  void keep(Bearer bearer, Instant now) {
    if (file == null) {
      return;
    }
    var kept = bearer.life().dividedBy(2).compareTo(KEPT) < 0 ? bearer.life().dividedBy(2) : KEPT;
    var json =
        Json.object()
            .put("from", now.toString())
            .put("until", now.plus(kept).toString())
            .put("token", bearer.token().text());
    try {
      PrivateFiles.replace(file, Json.line(json).getBytes(UTF_8));
    } catch (IOException e) {
      // The next one asks again.
    }
  }

  private static boolean isPrivate(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
  }

  private static @Nullable Path folder(Terminal terminal) {
    var cache = terminal.variable("XDG_CACHE_HOME");
    var home = terminal.variable("HOME");
    if (cache != null && Path.of(cache).isAbsolute()) {
      return Path.of(cache, "rolegate");
    }
    return home == null ? null : Path.of(home, ".cache", "rolegate");
  }

  private static String digest(String... parts) {
    try {
      var all = String.join("\n", parts).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
