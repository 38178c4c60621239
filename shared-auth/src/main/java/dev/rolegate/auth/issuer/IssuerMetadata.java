package dev.rolegate.auth.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Authorization server metadata (RFC 8414), of which only the place of the keys is wanted. */
final class IssuerMetadata {
  private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

  private IssuerMetadata() {}

  /** Where an issuer publishes its metadata (§3.1): the path of the issuer comes last. */
  static URI url(String issuer) {
    var url = URI.create(issuer);
    return URI.create(
        url.getScheme() + "://" + url.getRawAuthority() + WELL_KNOWN + url.getRawPath());
  }

  /** What came of looking for the place of the keys. */
  sealed interface Reading {
    record Read(URI jwksUri) implements Reading {}

    /** The end of a sentence. */
    record Refused(String why) implements Reading {}
  }

  /** The {@code jwks_uri} of a document that is this issuer's own (§3.3). */
  static Reading read(ObjectNode document, String issuer) {
    var named = document.get("issuer");
    if (named == null || !named.isTextual() || !named.textValue().equals(issuer)) {
      return new Reading.Refused("is the metadata of another issuer; ISSUER must equal its issuer");
    }
    var url = url(document);
    if (url == null) {
      return new Reading.Refused("names no jwks_uri; set JWKS_URL or TOKEN_KEY_FILE");
    }
    return origin(url).equals(origin(URI.create(issuer)))
        ? new Reading.Read(url)
        : new Reading.Refused("names a jwks_uri of another origin; if it is right, set JWKS_URL");
  }

  private static @Nullable URI url(ObjectNode document) {
    try {
      var url = new URI(document.path("jwks_uri").asText());
      return url.getScheme() != null
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
          ? url
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private record Origin(String scheme, String host, int port) {}

  private static Origin origin(URI url) {
    var scheme = url.getScheme().toLowerCase(Locale.ROOT);
    var port = url.getPort() != -1 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port);
  }
}
