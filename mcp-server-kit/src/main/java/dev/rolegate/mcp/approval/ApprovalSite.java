package dev.rolegate.mcp.approval;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.http.HttpConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where the approval page of one server is, for browsers. This class is immutable.
 *
 * @param server its name in the policy file
 * @param url what people open; it never follows {@code Host}
 * @param issuer where approvers sign in
 */
public record ApprovalSite(String server, String url, String issuer) {
  /** Where the service itself serves it; a proxy may show another path. */
  static final String SERVED_AT = "/approvals";

  private static final String URL = "APPROVALS_URL";
  private static final Pattern CHANGE_ID = Pattern.compile("CHG-[A-Z0-9]{1,20}-[A-Z0-9]{4,32}");

  /**
   * Reads {@code APPROVALS_URL}; problems are noted in the settings.
   *
   * @param managementPort which it has by default
   */
  public static ApprovalSite from(
      Settings settings, HttpConfig http, String issuer, int managementPort) {
    // As the management port itself: on this machine nobody listens in.
    var scheme = http.tls() == null || Loopback.isHost(http.managementBind()) ? "http" : "https";
    var port = http.managementPort() == 0 ? managementPort : http.managementPort();
    var url = settings.url(URL, scheme + "://localhost:" + port + SERVED_AT);
    if (!url.endsWith(SERVED_AT)) {
      settings.problem(
          URL + ": does not end with " + SERVED_AT + "; give what people open, with that path");
    }
    if (url.startsWith("http:")
        && !Loopback.isHost(URI.create(url).getHost())
        && http.plainHttp() != PlainHttp.INTERNAL_NETWORK) {
      settings.problem(
          URL
              + ": is plain http to another machine, so whoever is on the way can approve; give an"
              + " https URL, or say PLAIN_HTTP=internal-network if that is what it is");
    }
    return new ApprovalSite(http.service(), url, issuer);
  }

  /** How browsers name its origin. */
  String origin() {
    return HttpConfig.origin(url);
  }

  /** Its path for browsers. */
  String path() {
    return URI.create(url).getRawPath();
  }

  /** A path below it for browsers. */
  String path(String below) {
    return path() + "/" + below;
  }

  boolean isSecure() {
    return url.startsWith("https:");
  }

  /** Where a browser is sent to sign in, and comes back from with this state. */
  String signIn(String state) {
    return issuer
        + "/approvers/sign-in?server="
        + URLEncoder.encode(server, StandardCharsets.UTF_8)
        + "&state="
        + state;
  }

  /** Only what looks like an id may stand in a URL or be asked for. */
  static boolean isChangeId(String text) {
    return CHANGE_ID.matcher(text).matches();
  }
}
