package dev.rolegate.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request comes from, whatever it says itself. */
class ClientAddressesTest {
  private static final String PROXY = "10.0.0.1";
  private static final String PEER = "the peer";

  private static Stream<Arguments> forwardedFor() {
    return Stream.of(
        arguments("nothing", lines(), PEER),
        arguments("an empty line", lines(""), PEER),
        arguments("one", lines("192.0.2.7"), "192.0.2.7"),
        arguments("what the caller wrote before", lines("6.6.6.6, 192.0.2.7"), "192.0.2.7"),
        arguments("in a line of its own", lines("6.6.6.6", "192.0.2.7"), "192.0.2.7"),
        arguments("past a second proxy", lines("192.0.2.7,10.0.0.2"), "192.0.2.7"),
        arguments("past a network of proxies", lines("192.0.2.7, 10.9.1.1"), "192.0.2.7"),
        arguments("a private address", lines("192.168.1.9"), "192.168.1.9"),
        arguments("loopback that is no proxy", lines("127.0.0.1"), "127.0.0.1"),
        arguments("only proxies", lines("10.0.0.2, 10.0.0.2"), PEER),
        arguments("more proxies than anybody has", lines("1.1.1.1" + ",10.0.0.2".repeat(40)), PEER),
        arguments("empty elements", lines(", ,,1.1.1.1, 192.0.2.7"), "192.0.2.7"),
        arguments("nothing at the end", lines("1.1.1.1, "), PEER),
        arguments("a port", lines("192.0.2.7:4711"), "192.0.2.7"),
        arguments("a name", lines("localhost"), PEER),
        arguments("unknown", lines("unknown"), PEER),
        arguments("a number", lines("16909060"), PEER),
        arguments("a short form", lines("127.1"), PEER),
        arguments("an octal form", lines("0300.0.2.7"), PEER),
        arguments("too large a part", lines("192.0.2.256"), PEER),
        arguments("a bad port", lines("192.0.2.7:x"), PEER),
        arguments("IPv6 is its /64", lines("2001:db8:0:1:2:3:4:5"), "2001:db8:0:1:0:0:0:0/64"),
        arguments("of which all are one", lines("2001:db8:0:1::ffff"), "2001:db8:0:1:0:0:0:0/64"),
        arguments("IPv6 in brackets", lines("[2001:db8:0:1::5]"), "2001:db8:0:1:0:0:0:0/64"),
        arguments("and with a port", lines("[2001:db8:0:1::5]:443"), "2001:db8:0:1:0:0:0:0/64"),
        arguments("a zone", lines("2001:db8:0:1::5%eth0"), "2001:db8:0:1:0:0:0:0/64"),
        arguments("IPv4 in IPv6", lines("::ffff:192.0.2.7"), "192.0.2.7"),
        arguments("the same in hex", lines("[::ffff:c000:207]"), "192.0.2.7"),
        arguments("a proxy in IPv6", lines("192.0.2.7, ::ffff:10.0.0.2"), "192.0.2.7"),
        arguments("an open bracket", lines("[2001:db8::1"), PEER),
        arguments("the other header's form", lines("for=192.0.2.7"), PEER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forwardedFor")
  void xForwardedFor(String what, List<String> lines, String expected) {
    assertComesFrom(ForwardedHeader.X_FORWARDED_FOR, lines, expected);
  }

  private static Stream<Arguments> forwarded() {
    return Stream.of(
        arguments("one", lines("for=192.0.2.7"), "192.0.2.7"),
        arguments("among others", lines("by=1.1.1.1;for=192.0.2.7;proto=https"), "192.0.2.7"),
        arguments("in capitals", lines("For=192.0.2.7"), "192.0.2.7"),
        arguments("quoted", lines("for=\"192.0.2.7:80\""), "192.0.2.7"),
        arguments("IPv6", lines("for=\"[2001:db8:0:1::5]:80\""), "2001:db8:0:1:0:0:0:0/64"),
        arguments("what the caller wrote before", lines("for=6.6.6.6, for=192.0.2.7"), "192.0.2.7"),
        arguments("an open quote before", lines("for=\"", "for=192.0.2.7"), "192.0.2.7"),
        arguments("a comma in a quote", lines("for=\"6.6.6.6, for=1.1.1.1\""), PEER),
        arguments("past a second proxy", lines("for=192.0.2.7, for=10.0.0.2"), "192.0.2.7"),
        arguments("twice in one", lines("for=192.0.2.7;for=6.6.6.6"), PEER),
        arguments("obfuscated", lines("for=_hidden"), PEER),
        arguments("unknown", lines("for=unknown"), PEER),
        arguments("somebody else", lines("by=192.0.2.7;host=192.0.2.7"), PEER),
        arguments("no pair", lines("192.0.2.7"), PEER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forwarded")
  void rfc7239(String what, List<String> lines, String expected) {
    assertComesFrom(ForwardedHeader.FORWARDED, lines, expected);
  }

  /** Nobody else's word counts, and nobody else's header is even read. */
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.3", "192.0.2.7", "10.8.255.255", "127.0.0.1"})
  void whoIsNoTrustedProxyComesFromWhereItIs(String peer) {
    var addresses = addresses(ForwardedHeader.X_FORWARDED_FOR);
    assertThat(addresses.of(peer, () -> List.of("6.6.6.6"))).hasToString(peer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:10.0.0.1", "[::ffff:10.0.0.1]", "10.9.77.1", "fd00:1::9%eth0"})
  void aTrustedProxyIsKnownInEveryForm(String peer) {
    assertThat(addresses(ForwardedHeader.X_FORWARDED_FOR).of(peer, () -> lines("192.0.2.7")))
        .hasToString("192.0.2.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy", "10.0.0.1/33", "10.0.0.1/8", "10.0.0.0/", "0.0.0.0/0", "10.0.0", "*"})
  void whatIsNoAddressOfAProxyStopsTheStart(String proxies, @TempDir Path data) {
    assertThat(catchThrowable(() -> HttpFixture.config(data, Map.of("TRUSTED_PROXIES", proxies))))
        .hasMessageContaining("TRUSTED_PROXIES: give IP addresses");
  }

  /** A protection may be looser where only this machine asks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "127.0.0.1 | loopback              | -                   | -        | true",
        "0.0.0.0   | published-on-loopback | -                   | -        | true",
        "0.0.0.0   | internal-network      | -                   | -        | false",
        "127.0.0.1 | loopback              | https://hr.test     | -        | false",
        "127.0.0.1 | tls-proxy             | -                   | 10.0.0.1 | false",
      })
  void onLoopback(
      String bind,
      String why,
      @Nullable String publicUrl,
      @Nullable String proxies,
      boolean expected,
      @TempDir Path data) {
    var changes = new HashMap<>(Map.of("BIND", bind, "PLAIN_HTTP", why));
    if (publicUrl != null) {
      changes.put("PUBLIC_URL", publicUrl);
    }
    if (proxies != null) {
      changes.put("TRUSTED_PROXIES", proxies);
    }
    assertThat(HttpFixture.config(data, changes).isOnLoopback()).isEqualTo(expected);
  }

  @Test
  void aRetryIsAWholeSecondAwayAtLeast() {
    assertThat(
            Stream.of(0L, 1L, 999_999_999L, 1_000_000_000L, 1_000_000_001L)
                .map(Duration::ofNanos)
                .map(Problem::seconds))
        .containsExactly("1", "1", "1", "1", "2");
  }

  private static void assertComesFrom(ForwardedHeader header, List<String> lines, String expected) {
    assertThat(addresses(header).of(PROXY, () -> lines))
        .hasToString(expected.equals(PEER) ? PROXY : expected);
  }

  private static ClientAddresses addresses(ForwardedHeader header) {
    return new ClientAddresses(
        Stream.of(PROXY, "10.0.0.2", "10.9.0.0/16", "fd00:1::/64").map(Network::parse).toList(),
        header);
  }

  private static List<String> lines(String... lines) {
    return List.of(lines);
  }
}
