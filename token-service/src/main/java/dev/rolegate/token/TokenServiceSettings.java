package dev.rolegate.token;

import dev.rolegate.auth.AccessPolicy;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.anchor.AnchorConfig;
import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.config.StartRefused;
import dev.rolegate.auth.http.HttpConfig;
import dev.rolegate.auth.revocation.FeedToken;
import dev.rolegate.database.DatabaseConfig;
import dev.rolegate.token.client.SecretHashing;
import dev.rolegate.token.limit.TokenLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads {@link TokenServiceConfig} and notes what does not fit together. */
final class TokenServiceSettings {
  private static final int PORT = 8100;
  private static final String NO_KEY = "no key is made while the settings are read";

  private final Settings settings;
  private final Path data;

  TokenServiceSettings(Settings settings) {
    this.settings = settings;
    this.data = settings.path("DATA_DIR", Path.of("data"));
  }

  TokenServiceConfig read() {
    var http = HttpConfig.from(settings, TokenServiceConfig.SERVICE, PORT);
    checkIssuer(http);
    var policy = AccessPolicy.from(settings);
    var resources = Resources.from(settings, policy);
    var pages = ApprovalPageSettings.read(settings, resources, http.plainHttp());
    var algorithm =
        settings.choice("TOKEN_ALGORITHM", SigningAlgorithm.class, SigningAlgorithm.RS256);
    var hashKey = secret("SECRET_HASH_KEY", data.resolve("token-service/secret-hash.key"));
    check(hashKey, SecretHashing::check);
    var oldHashKey = oldHashKey();
    var feedToken = secret("FEED_TOKEN", FeedToken.in(data));
    check(feedToken, TokenServiceSettings::feedToken);
    var audience =
        settings.choice("DEFAULT_AUDIENCE", DefaultAudience.class, DefaultAudience.REGISTERED);
    var ttl =
        settings.duration(
            "TOKEN_TTL", Duration.ofMinutes(60), Duration.ofSeconds(1), Duration.ofHours(24));
    if (ttl.toNanosPart() != 0) {
      settings.problem("TOKEN_TTL: has a fraction of a second; give whole seconds");
    }
    var refreshTtl =
        settings.duration(
            "REFRESH_TTL", Duration.ofHours(8), Duration.ofMinutes(1), Duration.ofHours(24));
    var database = DatabaseConfig.from(settings, TokenServiceConfig.SERVICE, http.dataDir());
    if (database.url() != null && hashKey instanceof SecretSource.Kept) {
      settings.problem(
          "SECRET_HASH_KEY: must be given with DATABASE_URL, the same to every token service on that"
              + " database; make one with: openssl rand -base64 32");
    }
    var keys = new SigningKeySettings(settings, data).read(algorithm, ttl, database.url() != null);
    var anchors = AnchorConfig.from(settings, TokenServiceConfig.SERVICE);
    var limits = TokenLimits.from(settings, http.isOnLoopback());
    var demo = demo(http);
    settings.refuseIfAnyProblem();
    if (policy == null) {
      throw new IllegalStateException("a policy that was not read is a problem");
    }
    return new TokenServiceConfig(
        http,
        policy,
        resources,
        pages,
        audience,
        algorithm,
        keys,
        hashKey,
        oldHashKey,
        feedToken,
        ttl,
        refreshTtl,
        database,
        anchors,
        limits,
        demo);
  }

  /**
   * Reads the credential of the feed.
   *
   * @throws StartRefused when it is unfit
   */
  static FeedToken feedToken(Secret secret, String source) {
    try {
      return new FeedToken(secret);
    } catch (IllegalArgumentException unfit) {
      throw new StartRefused(source + ": the token " + unfit.getMessage());
    }
  }

  private void checkIssuer(HttpConfig http) {
    var issuer = settings.url("ISSUER", "http://localhost:" + PORT);
    var own = http.publicUrl();
    if (!issuer.equals(own)) {
      settings.problem(
          "ISSUER: " + issuer + " is not PUBLIC_URL, " + own + "; give both the same value");
    }
    var url = URI.create(own);
    if (!url.getRawPath().isEmpty()) {
      settings.problem("PUBLIC_URL: has a path; the issuer's documents stand at the top, leave it");
    }
    if (url.getScheme().equals("http")
        && !Loopback.isHost(url.getHost())
        && http.plainHttp() != PlainHttp.INTERNAL_NETWORK) {
      settings.problem(
          "PUBLIC_URL: is plain http and not loopback, so secrets would cross the network in the"
              + " open; give an https URL, or PLAIN_HTTP=internal-network if that is what it is");
    }
  }

  private @Nullable Secret oldHashKey() {
    var key = settings.secret("SECRET_HASH_KEY_OLD");
    if (key != null) {
      check(new SecretSource.Given("SECRET_HASH_KEY_OLD", key), SecretHashing::check);
    }
    return key;
  }

  private SecretSource secret(String name, Path kept) {
    var given = settings.secret(name);
    return given == null ? new SecretSource.Kept(kept) : new SecretSource.Given(name, given);
  }

  /** Looks now at what is there, so that its problem is told with the others. */
  private void check(SecretSource source, BiConsumer<Secret, String> reader) {
    if (!source.exists()) {
      return;
    }
    try {
      var secret =
          source.obtain(() -> {
            throw new IllegalStateException(NO_KEY);
          });
      reader.accept(secret, source.label());
    } catch (StartRefused refused) {
      refused.problems().forEach(settings::problem);
    }
  }

  private boolean demo(HttpConfig http) {
    var demo = settings.flag("DEMO", false);
    if (!demo) {
      return false;
    }
    if (!Loopback.isHost(URI.create(http.publicUrl()).getHost())) {
      settings.problem(
          "DEMO: everybody knows the demo secrets, so PUBLIC_URL must be loopback; correct it, or"
              + " set DEMO=false");
    }
    if (!Loopback.isHost(http.bind()) && http.plainHttp() != PlainHttp.PUBLISHED_ON_LOOPBACK) {
      settings.problem(
          "DEMO: everybody knows the demo secrets, so BIND must be loopback, or PLAIN_HTTP"
              + " published-on-loopback; correct it, or set DEMO=false");
    }
    settings.notice(
        "DEMO=true: alice, bob, carol and test_client get tokens with secrets that everybody"
            + " knows; never where others can connect");
    return true;
  }
}
