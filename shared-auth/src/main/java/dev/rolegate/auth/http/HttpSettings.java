package dev.rolegate.auth.http;

import dev.rolegate.auth.config.Loopback;
import dev.rolegate.auth.config.PlainHttp;
import dev.rolegate.auth.config.Secret;
import dev.rolegate.auth.config.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link HttpConfig} and notes what does not fit together. */
final class HttpSettings {
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");

  private final Settings settings;

  HttpSettings(Settings settings) {
    this.settings = settings;
  }

  HttpConfig read(String service, int defaultPort) {
    var port = settings.port("PORT", defaultPort);
    var bind = address("BIND");
    var shownPort = port == 0 ? defaultPort : port;
    var overTls = TlsFiles.areWanted(settings);
    var publicUrl = publicUrl(shownPort, overTls);
    var managementBind = address("MANAGEMENT_BIND");
    var plainHttp = plainHttp(bind, managementBind, overTls);
    return new HttpConfig(
        service,
        bind,
        port,
        publicUrl,
        managementBind,
        managementPort(port),
        managementToken(),
        settings.path("DATA_DIR", Path.of("data")).resolve(service),
        hosts(publicUrl, bind, shownPort, plainHttp),
        origins(publicUrl),
        clientAddresses(plainHttp),
        plainHttp,
        overTls ? TlsFiles.from(settings, URI.create(publicUrl).getHost()) : null);
  }

  private String publicUrl(int port, boolean overTls) {
    var url = settings.url("PUBLIC_URL", (overTls ? "https" : "http") + "://localhost:" + port);
    if (overTls && !url.startsWith("https:")) {
      settings.problem(
          "PUBLIC_URL: is http, but with TLS_CERT_FILE the service speaks https only; give the https"
              + " URL that the certificate is for");
    }
    return url;
  }

  private String address(String name) {
    var value = settings.text(name, "127.0.0.1");
    if (!value.equals("localhost") && literal(value) == null) {
      settings.problem(name + ": is no IP address; give one such as 127.0.0.1 or 0.0.0.0");
      return "127.0.0.1";
    }
    return value;
  }

  private PlainHttp plainHttp(String bind, String managementBind, boolean overTls) {
    var why = settings.choice("PLAIN_HTTP", PlainHttp.class, PlainHttp.LOOPBACK);
    if (why == PlainHttp.LOOPBACK && !overTls) {
      refuseBeyondLoopback("BIND", bind);
      refuseBeyondLoopback("MANAGEMENT_BIND", managementBind);
    }
    return why;
  }

  private ClientAddresses clientAddresses(PlainHttp plainHttp) {
    var given = settings.list("TRUSTED_PROXIES", List.of());
    var networks = new ArrayList<Network>();
    for (var one : given) {
      var network = Network.parse(one);
      if (network != null) {
        networks.add(network);
      }
    }
    if (plainHttp == PlainHttp.TLS_PROXY && given.isEmpty()) {
      settings.problem("TRUSTED_PROXIES: give the addresses of the proxies for tls-proxy");
    }
    if (networks.size() < given.size()) {
      settings.problem(
          "TRUSTED_PROXIES: give IP addresses, or networks such as 10.1.2.0/24, separated by"
              + " commas");
    }
    return new ClientAddresses(
        networks,
        settings.choice(
            "FORWARDED_HEADER", ForwardedHeader.class, ForwardedHeader.X_FORWARDED_FOR));
  }

  private void refuseBeyondLoopback(String name, String address) {
    if (!Loopback.isHost(address)) {
      settings.problem(
          name
              + ": "
              + address
              + " can be reached from other machines over plain HTTP; bind 127.0.0.1, give"
              + " TLS_CERT_FILE and TLS_KEY_FILE, or say with PLAIN_HTTP why that is fine:"
              + " published-on-loopback, tls-proxy or internal-network");
    }
  }

  private int managementPort(int port) {
    var byDefault = port == 0 ? 0 : port + 1000;
    if (byDefault > 65535 && settings.optional("MANAGEMENT_PORT") == null) {
      settings.problem("MANAGEMENT_PORT: PORT + 1000 is no port; set it");
      return 0;
    }
    var management = settings.port("MANAGEMENT_PORT", byDefault);
    if (management != 0 && management == port) {
      settings.problem("MANAGEMENT_PORT: is the same as PORT; choose another");
    }
    return management;
  }

  private @Nullable Secret managementToken() {
    var token = settings.secret("MANAGEMENT_TOKEN");
    if (token == null) {
      return null;
    }
    var wrong = HttpConfig.wrongWithManagement(token);
    if (wrong != null) {
      settings.problem("MANAGEMENT_TOKEN: " + wrong + ", or leave it unset to have one generated");
      return null;
    }
    return token;
  }

  /** The service's own name is always answered; what is set comes in the place of the rest. */
  private Set<String> hosts(String publicUrl, String bind, int port, PlainHttp plainHttp) {
    var local = Loopback.isHost(bind) || plainHttp == PlainHttp.PUBLISHED_ON_LOOPBACK;
    var hosts =
        new HashSet<>(
            matching("ALLOWED_HOSTS", HOST, local ? HttpConfig.loopbackHosts(port) : List.of()));
    hosts.addAll(HttpConfig.hosts(URI.create(publicUrl)));
    return hosts;
  }

  private Set<String> origins(String publicUrl) {
    var origins = new HashSet<>(matching("ALLOWED_ORIGINS", ORIGIN, List.of()));
    origins.add(HttpConfig.origin(publicUrl));
    return origins;
  }

  private List<String> matching(String name, Pattern form, List<String> byDefault) {
    var items = settings.list(name, byDefault);
    for (var item : items) {
      if (!form.matcher(item).matches()) {
        settings.problem(
            name
                + ": "
                + item
                + " is not exact; give "
                + (form == HOST ? "host or host:port" : "scheme://host or scheme://host:port")
                + " in lower case, without a path or pattern");
        return byDefault;
      }
    }
    return items;
  }

  private static @Nullable InetAddress literal(String value) {
    try {
      return InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
