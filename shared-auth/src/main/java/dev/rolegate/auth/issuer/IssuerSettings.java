package dev.rolegate.auth.issuer;

import dev.rolegate.auth.PemKeys;
import dev.rolegate.auth.SharedSecretKeys;
import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@link IssuerConfig} and notes what does not fit together. */
final class IssuerSettings {
  private static final String DEFAULT_ISSUER = "http://localhost:8100";
  private static final String KEY = "TOKEN_KEY_FILE";
  private static final String URL = "JWKS_URL";

  private final Settings settings;
  private final Path data;

  IssuerSettings(Settings settings) {
    this.settings = settings;
    this.data = settings.path("DATA_DIR", Path.of("data"));
  }

  IssuerConfig read(String service) {
    var issuer = settings.url("ISSUER", DEFAULT_ISSUER);
    var algorithm =
        settings.choice("TOKEN_ALGORITHM", SigningAlgorithm.class, SigningAlgorithm.RS256);
    var fetched = fetched(service, algorithm);
    var given = algorithm.isShared() ? shared() : pinned(algorithm);
    if (given == null && !algorithm.isShared()) {
      checkTransport(fetched.jwksUrl() == null ? "ISSUER" : URL, fetched.jwksUrl(), issuer);
    } else if (fetched.jwksUrl() != null) {
      settings.notice(URL + ": is not used, since the key is given");
    }
    return new IssuerConfig(issuer, algorithm, given == null ? fetched : given);
  }

  private KeySource.Fetched fetched(String service, SigningAlgorithm algorithm) {
    var url = settings.optional(URL) == null ? null : settings.url(URL, DEFAULT_ISSUER);
    var ttl =
        settings.duration(
            "JWKS_CACHE_TTL", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(24));
    return new KeySource.Fetched(
        algorithm,
        url == null ? null : URI.create(url),
        ttl,
        data.resolve(service).resolve("jwks.json"),
        OutgoingTrust.from(settings));
  }

  private @Nullable KeySource pinned(SigningAlgorithm algorithm) {
    var pem = settings.publicFile(KEY);
    if (pem == null) {
      return null;
    }
    try {
      return new KeySource.Pinned(
          PemKeys.readPublic(new String(pem, StandardCharsets.ISO_8859_1), algorithm));
    } catch (IllegalArgumentException unfit) {
      settings.problem(KEY + ": the file " + unfit.getMessage());
      return null;
    }
  }

  private @Nullable KeySource shared() {
    settings.notice(
        "TOKEN_ALGORITHM=HS256: with the shared secret this server could issue tokens; use RS256"
            + " unless it is trusted like the token-service");
    var made = data.resolve("shared/hs256.key");
    if (settings.optional(KEY) == null && !Files.exists(made)) {
      settings.problem(
          KEY + ": " + made + " does not exist; start the token-service first, which makes it");
      return null;
    }
    var secret = settings.secretFile(KEY, made);
    if (secret == null) {
      return null;
    }
    var weakness = SharedSecretKeys.weakness(secret);
    if (weakness != null) {
      settings.problem(KEY + ": the secret " + weakness);
      return null;
    }
    return new KeySource.Shared(secret);
  }

  /** Whoever can change the keys on their way here can sign tokens. */
  private void checkTransport(String name, @Nullable URI jwksUrl, String issuer) {
    PlainHttp.check(
        settings,
        name,
        jwksUrl == null ? URI.create(issuer) : jwksUrl,
        "whoever is on the way could send keys of their own",
        "give an https URL, or the public key as TOKEN_KEY_FILE");
  }
}
