package dev.rolegate.cli;

import dev.rolegate.auth.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;

/** An address to which a credential may go: it must be clear who can listen. */
public final class SafeUrl {
  private SafeUrl() {}

  /**
   * Scheme, host, port and perhaps a path.
   *
   * @param what it is called, for a sentence about what is wrong
   */
  public static URI of(String what, String text, Terminal terminal) {
    URI url;
    try {
      url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (URISyntaxException e) {
      throw new WrongUsage(what + ": is no URL");
    }
    var scheme = url.getScheme();
    if (url.getHost() == null
        || !("http".equals(scheme) || "https".equals(scheme))
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw new WrongUsage(what + ": is no http or https URL without user, query and fragment");
    }
    if ("http".equals(scheme)
        && !Loopback.isHost(url.getHost())
        && !"internal-network".equals(terminal.variable("PLAIN_HTTP"))) {
      throw new WrongUsage(
          what
              + ": is plain http to another machine, and what you sign in with would go there for"
              + " all to read; give an https URL, or say PLAIN_HTTP=internal-network if that is"
              + " what it is");
    }
    return url;
  }
}
