package dev.rolegate.auth.issuer;

import dev.rolegate.auth.SigningAlgorithm;
import dev.rolegate.auth.tls.OutgoingTrust;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys as their issuer publishes them: at {@code JWKS_URL}, or where its metadata says. Used by
 * one thread at a time.
 */
final class PublishedKeys implements AutoCloseable {
  /** For the metadata and the keys together. */
  private static final Duration MOST = Duration.ofSeconds(2);

  private final String issuer;
  private final SigningAlgorithm algorithm;
  private final @Nullable URI jwksUrl;
  private final DocumentClient client;

  PublishedKeys(
      String issuer, SigningAlgorithm algorithm, @Nullable URI jwksUrl, OutgoingTrust trust) {
    this.issuer = issuer;
    this.algorithm = algorithm;
    this.jwksUrl = jwksUrl;
    this.client = new DocumentClient(trust);
  }

  /** What came of fetching. */
  sealed interface Fetched {
    /** A set, which may have no key that is of use. */
    record Obtained(JwkSet set, URI from) implements Fetched {}

    /** A sentence that names the URL. */
    record Failed(String why) implements Fetched {}
  }

  /** Fetches the keys; takes at most two seconds. */
  Fetched fetch() throws InterruptedException {
    var deadline = System.nanoTime() + MOST.toNanos();
    if (jwksUrl != null) {
      return keys(jwksUrl, deadline);
    }
    var metadata = IssuerMetadata.url(issuer);
    return switch (get(metadata, deadline)) {
      case DocumentClient.Answer.Failed(var why) -> new Fetched.Failed(why);
      case DocumentClient.Answer.Document(var document) ->
          switch (IssuerMetadata.read(document, issuer)) {
            case IssuerMetadata.Reading.Refused(var why) ->
                new Fetched.Failed(metadata + " " + why);
            case IssuerMetadata.Reading.Read(var url) -> keys(url, deadline);
          };
    };
  }

  private Fetched keys(URI url, long deadline) throws InterruptedException {
    return switch (get(url, deadline)) {
      case DocumentClient.Answer.Failed(var why) -> new Fetched.Failed(why);
      case DocumentClient.Answer.Document(var document) ->
          switch (JwkSet.read(document, algorithm)) {
            case JwkSet.Reading.Refused(var why) -> new Fetched.Failed(url + " " + why);
            case JwkSet.Reading.Read(var set) -> new Fetched.Obtained(set, url);
          };
    };
  }

  private DocumentClient.Answer get(URI url, long deadline) throws InterruptedException {
    return client.get(url, Duration.ofNanos(deadline - System.nanoTime()));
  }

  @Override
  public void close() {
    client.close();
  }
}
