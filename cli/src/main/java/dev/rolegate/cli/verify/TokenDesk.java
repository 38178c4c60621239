package dev.rolegate.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;

/** Where probes get their tokens. Thread-safe. */
final class TokenDesk {
  private final Wire wire;
  private final Target tokenService;

  TokenDesk(Wire wire, Target tokenService) {
    this.wire = wire;
    this.tokenService = tokenService;
  }

  Target target() {
    return tokenService;
  }

  /** The whole answer, which may be a refusal. */
  Heard ask(Probe probe, String... resources) {
    return wire.exchange(tokenService, request(probe, resources).bytes(tokenService));
  }

  Ask request(Probe probe, String... resources) {
    var form =
        new StringBuilder("grant_type=client_credentials&client_id=")
            .append(encoded(probe.id()))
            .append("&client_secret=")
            .append(encoded(probe.secret()));
    for (var resource : resources) {
      form.append("&resource=").append(encoded(resource));
    }
    return new Ask(
        "POST",
        tokenService.path("/token"),
        List.of("Content-Type: application/x-www-form-urlencoded"),
        form.toString().getBytes(UTF_8));
  }

  /**
   * A token for all servers that the probe is registered for, or for those that are named.
   *
   * @throws Unverifiable when there is none
   */
  String token(Probe probe, String... resources) {
    var heard = ask(probe, resources);
    var token = heard.json().path("access_token").asText("");
    if (heard.status() != 200 || token.isEmpty()) {
      throw new Unverifiable(
          "the token service gives a probe client no token (%s: %s); look into its log"
              .formatted(heard.verdict(), heard.json().path("error_description").asText()));
    }
    return token;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
