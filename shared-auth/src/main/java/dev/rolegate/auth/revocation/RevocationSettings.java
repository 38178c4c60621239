package dev.rolegate.auth.revocation;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@link RevocationConfig} and notes what does not fit together. */
final class RevocationSettings {
  private static final String GRACE = "REVOCATION_GRACE";
  private static final String URL = "REVOCATIONS_URL";
  private static final String TOKEN = "FEED_TOKEN";
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofHours(24);

  private final Settings settings;
  private final Path data;

  RevocationSettings(Settings settings) {
    this.settings = settings;
    this.data = settings.path("DATA_DIR", Path.of("data"));
  }

  RevocationConfig read(String service) {
    if ("off".equals(settings.optional(GRACE))) {
      settings.notice(
          GRACE
              + "=off: this server is not told which tokens are revoked, so each works until it"
              + " ends; leave it unset where the token-service can be reached");
      return new RevocationConfig.Off();
    }
    var issuer = settings.url("ISSUER", "http://localhost:8100");
    var given = settings.optional(URL) != null;
    var url = URI.create(settings.url(URL, issuer + "/internal/revocations"));
    checkTransport(given ? URL : "ISSUER", url);
    var grace =
        settings.optional(GRACE) == null
            ? null
            : settings.duration(GRACE, Duration.ofMinutes(5), LEAST, MOST);
    return new RevocationConfig.Followed(
        url,
        token(),
        issuer,
        grace,
        data.resolve(service).resolve("revocations.log"),
        OutgoingTrust.from(settings));
  }

  private @Nullable FeedToken token() {
    var before = settings.problems().size();
    var secret = settings.secret(TOKEN);
    if (secret == null && settings.problems().size() == before) {
      var made = FeedToken.in(data);
      if (!Files.exists(made)) {
        settings.problem(
            TOKEN
                + ": "
                + made
                + " does not exist; start the token-service first, which makes it, give its token,"
                + " or set REVOCATION_GRACE=off");
        return null;
      }
      secret = settings.keptSecret(TOKEN, made);
    }
    try {
      return secret == null ? null : new FeedToken(secret);
    } catch (IllegalArgumentException unfit) {
      settings.problem(TOKEN + ": the token " + unfit.getMessage());
      return null;
    }
  }

  /** Whoever is on the way could read the token, and keep revocations back. */
  private void checkTransport(String name, URI url) {
    if (!"http".equals(url.getScheme()) || Loopback.isHost(url.getHost())) {
      return;
    }
    var open =
        name
            + ": is plain http to another machine, so whoever is on the way could keep revocations"
            + " back";
    switch (settings.choice("PLAIN_HTTP", PlainHttp.class, PlainHttp.LOOPBACK)) {
      case LOOPBACK ->
          settings.problem(
              open
                  + "; give an https URL, or say PLAIN_HTTP=internal-network if that is what it"
                  + " is");
      case TLS_PROXY -> settings.notice(open + "; only where that network is trusted");
      case PUBLISHED_ON_LOOPBACK, INTERNAL_NETWORK -> {}
    }
  }
}
