package dev.rolegate.token;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Settings;
import dev.rolegate.auth.text.OneLine;
import dev.rolegate.token.Resources.Server;
import dev.rolegate.token.approver.ApprovalPage;
import dev.rolegate.token.approver.ApprovalPages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code APPROVAL_PAGES} and notes what is wrong with it. */
final class ApprovalPageSettings {
  private static final String NAME = "APPROVAL_PAGES";
  private static final Map<String, String> DEFAULT =
      new TreeMap<>(
          Map.of(
              "hr", "http://localhost:9001/approvals",
              "project", "http://localhost:9002/approvals",
              "crm", "http://localhost:9003/approvals"));

  private ApprovalPageSettings() {}

  /** A server that is left out has no page to sign in to. */
  static ApprovalPages read(Settings settings, Resources resources, PlainHttp plainHttp) {
    var servers =
        resources.servers().stream()
            .collect(Collectors.toMap(Server::name, Function.identity(), (one, _) -> one));
    var byDefault =
        resources.servers().stream()
            .map(Server::name)
            .filter(DEFAULT::containsKey)
            .map(name -> name + "=" + DEFAULT.get(name))
            .toList();
    var named = new HashSet<String>();
    var pages = new ArrayList<ApprovalPage>();
    for (var item : settings.list(NAME, byDefault)) {
      var equals = item.indexOf('=');
      var name = equals < 0 ? "" : item.substring(0, equals).strip();
      var url = item.substring(equals + 1).strip();
      var server = servers.get(name);
      var wrong =
          server == null
              ? "is not NAME=URL with a name that RESOURCES has: "
                  + String.join(", ", List.copyOf(servers.keySet()))
              : named.add(name)
                  ? wrongWith(url, plainHttp)
                  : "names a server a second time; name each once";
      if (server != null && wrong == null) {
        pages.add(new ApprovalPage(name, server.uri(), url));
      } else {
        settings.problem(NAME + ": " + OneLine.quoted(item) + " " + wrong);
      }
    }
    return new ApprovalPages(pages);
  }

  private static @Nullable String wrongWith(String url, PlainHttp plainHttp) {
    URI parsed;
    try {
      parsed = new URI(url);
    } catch (URISyntaxException e) {
      return "has no URL after the name";
    }
    var web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
    if (!web
        || parsed.getHost() == null
        || parsed.getRawUserInfo() != null
        || parsed.getRawQuery() != null
        || parsed.getRawFragment() != null
        || url.endsWith("/")) {
      return "needs an absolute http or https URL without user, query, fragment or a slash at its"
          + " end";
    }
    return "http".equals(parsed.getScheme())
            && !Loopback.isHost(parsed.getHost())
            && plainHttp != PlainHttp.INTERNAL_NETWORK
        ? "is plain http and not loopback, so whoever listens could sign in with an approver's"
            + " code; give an https URL, or PLAIN_HTTP=internal-network if that is what it is"
        : null;
  }
}
