package dev.rolegate.cli;

import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Finds the service, the token that opens it, and whom to trust on the way. */
sealed interface Connection {
  String DEFAULT_URL = "http://127.0.0.1:9100";
  String TOKEN = "MANAGEMENT_TOKEN";

  record Open(ManagementPort port) implements Connection {}

  record Closed(Answer.Failed why) implements Connection {}

  /** Options win over variables, and variables over defaults. */
  static Connection of(
      @Nullable String url,
      @Nullable Path tokenFile,
      @Nullable Path authorities,
      Terminal terminal) {
    var noted = terminal.variable("ROLEGATE_URL");
    var address = address(url != null ? url : noted != null ? noted : DEFAULT_URL, terminal);
    var settings = new Settings(tokenSettings(tokenFile, terminal));
    var token = settings.secret(TOKEN);
    if (token == null || !isHeaderValue(token)) {
      var why = token == null ? String.join("; ", settings.problems()) : TOKEN + ": is no token";
      return new Closed(
          new Answer.Failed(
              Exit.UNREACHED,
              "no management token (%s); give that of the token service: --token-file FILE"
                  .formatted(why)));
    }
    return new Open(ManagementPort.at(address, token, trust(authorities, terminal)));
  }

  /** Whose certificates are believed; null: those that Java believes. */
  static @Nullable SSLContext trust(@Nullable Path authorities, Terminal terminal) {
    var named = terminal.variable("TRUSTED_CA_FILE");
    return Trust.in(authorities != null ? authorities : named != null ? Path.of(named) : null);
  }

  /** Read by the rules of the services, with their words. */
  private static Env tokenSettings(@Nullable Path tokenFile, Terminal terminal) {
    var given = new HashMap<String, String>();
    if (tokenFile != null) {
      given.put(TOKEN + "_FILE", tokenFile.toString());
    } else if (terminal.variable(TOKEN) == null && terminal.variable(TOKEN + "_FILE") == null) {
      given.put(TOKEN + "_FILE", DataFolder.file(terminal, "token-service/management.token"));
    } else {
      return terminal.env();
    }
    return name -> name.startsWith(TOKEN) ? given.get(name) : terminal.env().get(name);
  }

  private static boolean isHeaderValue(Secret token) {
    return token.text().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The token goes there, so it must be clear who can listen. */
  private static URI address(String text, Terminal terminal) {
    URI url;
    try {
      url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (URISyntaxException e) {
      throw notAUrl();
    }
    var scheme = url.getScheme();
    if (url.getHost() == null
        || !("http".equals(scheme) || "https".equals(scheme))
        || !url.getRawPath().isEmpty()
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw notAUrl();
    }
    if ("http".equals(scheme)
        && !Loopback.isHost(url.getHost())
        && !"internal-network".equals(terminal.variable("PLAIN_HTTP"))) {
      throw new WrongUsage(
          "--url: is plain http to another machine, and the management token would go there for all"
              + " to read; give an https URL, or say PLAIN_HTTP=internal-network if that is what"
              + " it is");
    }
    return url;
  }

  private static WrongUsage notAUrl() {
    return new WrongUsage(
        "--url: is not the URL of a management port; give scheme, host and port, for example "
            + DEFAULT_URL);
  }
}
