package dev.rolegate.token;

import static dev.rolegate.token.RunningService.FORM;
import static dev.rolegate.token.RunningService.GRANT;
import static dev.rolegate.token.RunningService.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who says to come from elsewhere with each request is refused at the same request as who says
 * nothing, with or without a proxy in front that does its duty.
 */
class ForwardedSpoofTest {
  private static final int LIMIT = 5;
  private static final String CLIENT = "203.0.113.9";

  /**
   * One way of lying.
   *
   * @param headers what the caller sends with its request of this number
   */
  private record Spoof(String name, IntFunction<List<String>> headers) {
    static Spoof of(String name, String... headers) {
      return new Spoof(
          name,
          number ->
              Stream.of(headers).map(one -> one.replace("#", Integer.toString(number))).toList());
    }
  }

  private static final List<Spoof> SPOOFS =
      List.of(
          new Spoof("says nothing", _ -> List.of()),
          Spoof.of("X-Forwarded-For", "X-Forwarded-For: 1.2.3.#"),
          Spoof.of("in small letters", "x-forwarded-for: 1.2.3.#"),
          Spoof.of("in several headers", "X-Forwarded-For: 1.2.3.#", "X-FORWARDED-FOR: 4.5.6.#"),
          Spoof.of("a chain that names the proxy", "X-Forwarded-For: 1.2.3.#, 127.0.0.1"),
          Spoof.of("a private range", "X-Forwarded-For: 10.0.0.#, 192.168.0.#"),
          Spoof.of("with a port", "X-Forwarded-For: 1.2.3.4:600#"),
          Spoof.of("IPv6 in brackets", "X-Forwarded-For: [2001:db8:#::1]:443"),
          Spoof.of("IPv4 in IPv6", "X-Forwarded-For: ::ffff:1.2.3.#"),
          Spoof.of("nobody and a comma", "X-Forwarded-For: , ,,1.1.1.#, 2.2.2.#,"),
          Spoof.of("RFC 7239", "Forwarded: for=1.2.3.#"),
          Spoof.of("RFC 7239, obfuscated", "Forwarded: for=_hidden#;by=_x"),
          Spoof.of("RFC 7239, an open quote", "Forwarded: for=\"1.2.3.#", "Forwarded: for=\"[::#"),
          Spoof.of("both kinds", "Forwarded: for=1.2.3.#", "X-Forwarded-For: 4.5.6.#"),
          Spoof.of("an open quote", "X-Forwarded-For: \"1.2.3.#"),
          Spoof.of("with an underscore", "X_Forwarded_For: 1.2.3.#"),
          Spoof.of("X-Real-IP", "X-Real-IP: 1.2.3.#"),
          Spoof.of(
              "what others call it",
              "CF-Connecting-IP: 1.2.3.#",
              "True-Client-IP: 1.2.3.#",
              "X-Client-IP: 1.2.3.#",
              "X-Cluster-Client-IP: 1.2.3.#",
              "X-Forwarded: for=1.2.3.#"));

  @TempDir private Path data;

  @TestFactory
  Stream<DynamicTest> withoutAProxy() {
    return against(Map.of(), List.of());
  }

  /** It adds the caller's address in a line of its own, after what the caller wrote. */
  @TestFactory
  Stream<DynamicTest> behindAProxyThatAppends() {
    return against(Map.of("TRUSTED_PROXIES", "127.0.0.1"), List.of("X-Forwarded-For: " + CLIENT));
  }

  @TestFactory
  Stream<DynamicTest> behindAProxyThatSpeaksRfc7239() {
    return against(
        Map.of("TRUSTED_PROXIES", "127.0.0.1", "FORWARDED_HEADER", "forwarded"),
        List.of("Forwarded: for=" + CLIENT + ";proto=https"));
  }

  /** Two in a row, the first of which is in a network of proxies. */
  @TestFactory
  Stream<DynamicTest> behindTwoProxies() {
    return against(
        Map.of("TRUSTED_PROXIES", "127.0.0.1, 198.51.100.0/24"),
        List.of("X-Forwarded-For: " + CLIENT, "X-Forwarded-For: 198.51.100.7"));
  }

  private Stream<DynamicTest> against(Map<String, String> changes, List<String> added) {
    var settings = new HashMap<>(Map.of("RATE_LIMIT_FAILURES", LIMIT + "/PT1H"));
    settings.putAll(changes);
    var service = RunningService.start(data, settings);
    return SPOOFS.stream()
        .map(spoof ->
            DynamicTest.dynamicTest(spoof.name(), () -> assertRefusedInTime(service, spoof, added)))
        .onClose(service::close);
  }

  /** Each spoof guesses for a client of its own, so that one service does for all. */
  private static void assertRefusedInTime(RunningService service, Spoof spoof, List<String> added)
      throws IOException {
    var clientId = "victim-" + SPOOFS.indexOf(spoof);
    var statuses = new ArrayList<Integer>();
    for (var number = 1; number <= LIMIT + 3; number++) {
      var headers = new ArrayList<>(List.of(FORM, basic(clientId, "wrong")));
      headers.addAll(spoof.headers().apply(number));
      headers.addAll(added);
      statuses.add(service.post(GRANT, headers).status());
    }
    assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429, 429, 429);
  }
}
