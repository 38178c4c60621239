package dev.rolegate.auth.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The one shape of the URLs that stand in tokens and documents, where each byte counts. */
final class Urls {
  private static final String SHAPE =
      "; give an absolute http or https URL, for example https://tokens.example.com";

  private Urls() {}

  /** A sentence without the URL itself, which may hold a password; or null when all is well. */
  static @Nullable String wrongWith(String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      return "is not a URL" + SHAPE;
    }
    if (url.getHost() == null || !("http".equals(url.getScheme()) || isHttps(url))) {
      return "is not a URL with a scheme in lower case and a host" + SHAPE;
    }
    if (url.getRawUserInfo() != null) {
      return "holds a user or password; leave them out";
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return "has a query or fragment; leave it out";
    }
    if (value.endsWith("/")) {
      return "ends with a slash; leave it out, since URLs are compared byte for byte";
    }
    return null;
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }
}
