package dev.rolegate.auth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SettingsTest {
  private record Refusal(
      String name, String variable, String value, Consumer<Settings> reading, String problem) {}

  private static Duration ttl(Settings s) {
    return s.duration(
        "TOKEN_TTL", Duration.ofMinutes(60), Duration.ofMinutes(1), Duration.ofHours(24));
  }

  @TestFactory
  List<DynamicTest> aBadValueIsNamedAndTheDefaultUsed() {
    Consumer<Settings> port = s -> assertThat(s.port("PORT", 8100)).isEqualTo(8100);
    Consumer<Settings> demo = s -> assertThat(s.flag("DEMO", false)).isFalse();
    Consumer<Settings> ttl = s -> assertThat(ttl(s)).hasMinutes(60);
    Consumer<Settings> plain =
        s ->
            assertThat(s.choice("PLAIN_HTTP", PlainHttp.class, PlainHttp.LOOPBACK))
                .isEqualTo(PlainHttp.LOOPBACK);
    Consumer<Settings> hosts = s -> assertThat(s.list("ALLOWED_HOSTS", List.of())).isEmpty();
    Consumer<Settings> issuer = s -> assertThat(s.url("ISSUER", "http://d")).isEqualTo("http://d");
    Consumer<Settings> bind = s -> assertThat(s.text("BIND", "d")).isEqualTo("d");
    Consumer<Settings> data =
        s -> assertThat(s.path("DATA_DIR", Path.of("d"))).isEqualTo(Path.of("d"));
    Consumer<Settings> token = s -> assertThat(s.secret("MANAGEMENT_TOKEN")).isNull();
    return List.of(
            new Refusal(
                "a port that is a word",
                "PORT",
                "abc",
                port,
                "PORT: 'abc' is not a port; give a number from 0 to 65535"),
            new Refusal("a port too high", "PORT", "65536", port, "PORT: '65536' is not a port"),
            new Refusal("a negative port", "PORT", "-1", port, "PORT: '-1' is not a port"),
            new Refusal("a port in other digits", "PORT", "٨٠", port, "is not a port"),
            new Refusal("a port of many digits", "PORT", "999999999999", port, "is not a port"),
            new Refusal("a flag that is a number", "DEMO", "1", demo, "DEMO: '1' is neither"),
            new Refusal("a flag in capitals", "DEMO", "TRUE", demo, "give true, false, on or off"),
            new Refusal(
                "a duration without PT",
                "TOKEN_TTL",
                "60m",
                ttl,
                "TOKEN_TTL: '60m' is not an ISO-8601 duration; give one from PT1M to PT24H, for"
                    + " example PT1H"),
            new Refusal("a duration too long", "TOKEN_TTL", "P2D", ttl, "'P2D' is out of range"),
            new Refusal("a duration of nothing", "TOKEN_TTL", "PT0S", ttl, "is out of range"),
            new Refusal(
                "an unknown choice",
                "PLAIN_HTTP",
                "trust-me",
                plain,
                "PLAIN_HTTP: 'trust-me' is not known; give one of: loopback,"
                    + " published-on-loopback, tls-proxy, internal-network"),
            new Refusal("a choice by its Java name", "PLAIN_HTTP", "LOOPBACK", plain, "not known"),
            new Refusal("a list with a hole", "ALLOWED_HOSTS", "a,,b", hosts, "an empty item"),
            new Refusal("a list with a repetition", "ALLOWED_HOSTS", "a, a", hosts, "twice"),
            new Refusal("a URL without scheme", "ISSUER", "localhost:8100", issuer, "scheme"),
            new Refusal("a URL of another scheme", "ISSUER", "ftp://a", issuer, "scheme"),
            new Refusal("a URL with a slash", "ISSUER", "http://a/", issuer, "ends with a slash"),
            new Refusal("a URL with a query", "ISSUER", "http://a/?b", issuer, "has a query"),
            new Refusal("a URL that is none", "ISSUER", "http://a b", issuer, "is not a URL"),
            new Refusal("a value with a newline", "BIND", "a\nPORT: ok", bind, "control"),
            new Refusal("a value with hidden text", "BIND", "a\u202eb", bind, "invisible"),
            new Refusal("a huge value", "BIND", "a".repeat(10_000), bind, "longer than 8192"),
            new Refusal("a path with NUL", "DATA_DIR", "a\0b", data, "control"),
            new Refusal("a secret with a newline", "MANAGEMENT_TOKEN", "a\nb", token, "control"),
            new Refusal("a log format unread", "LOG_FORMAT", "xml", s -> {}, "text, json"))
        .stream()
        .map(refusal ->
            DynamicTest.dynamicTest(
                refusal.name,
                () -> {
                  var settings = settings(Map.of(refusal.variable, refusal.value));
                  refusal.reading.accept(settings);
                  assertThatThrownBy(settings::refuseIfAnyProblem)
                      .isInstanceOfSatisfying(
                          StartRefused.class,
                          refused ->
                              assertThat(refused.problems())
                                  .singleElement()
                                  .asString()
                                  .startsWith(refusal.variable + ": ")
                                  .contains(refusal.problem)
                                  .doesNotContain("\n"));
                }))
        .toList();
  }

  @Test
  void aKeyMayStandInAVariableWithItsLines() {
    var pem = "-----BEGIN PRIVATE KEY-----\nMIIE\r\nvQ==\n-----END PRIVATE KEY-----\n";
    var settings = settings(Map.of("TOKEN_KEY", pem));
    assertThat(settings.secret("TOKEN_KEY")).extracting(Secret::text).isEqualTo(pem);
    settings.refuseIfAnyProblem();
    for (var almost : List.of("x" + pem, pem + "x\n", pem.replace("MI", "M\0"), "a\nb")) {
      var refused = settings(Map.of("TOKEN_KEY", almost));
      assertThat(refused.secret("TOKEN_KEY")).isNull();
      assertThatThrownBy(refused::refuseIfAnyProblem).hasMessageStartingWith("TOKEN_KEY: holds a");
    }
  }

  @Test
  void aUrlWithAPasswordIsRefusedWithoutRepeatingIt() {
    var settings = settings(Map.of("ISSUER", "http://bob:hunter2@a"));
    settings.url("ISSUER", "http://d");
    assertThatThrownBy(settings::refuseIfAnyProblem)
        .hasMessage("ISSUER: holds a user or password; leave them out");
  }

  @Test
  void allProblemsAreListedAtOnceInTheOrderOfReading() {
    var settings = settings(Map.of("PORT", "x", "DEMO", "y"));
    settings.port("PORT", 1);
    settings.flag("DEMO", false);
    settings.problem("DEMO: needs more");
    assertThatThrownBy(settings::refuseIfAnyProblem)
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.problems()).hasSize(3));
  }

  @Test
  void goodValuesAreRead() {
    var settings =
        settings(
            Map.of(
                "PORT", "0",
                "DEMO", "on",
                "TOKEN_TTL", "PT5M",
                "PLAIN_HTTP", "tls-proxy",
                "ALLOWED_HOSTS", "a:1, b:2",
                "ISSUER", "https://tokens.example.com",
                "DATA_DIR", "/var/lib/x",
                "MANAGEMENT_TOKEN", "opensesame"));
    assertThat(settings.port("PORT", 8100)).isZero();
    assertThat(settings.flag("DEMO", false)).isTrue();
    assertThat(ttl(settings)).hasMinutes(5);
    assertThat(settings.choice("PLAIN_HTTP", PlainHttp.class, PlainHttp.LOOPBACK))
        .isEqualTo(PlainHttp.TLS_PROXY);
    assertThat(settings.list("ALLOWED_HOSTS", List.of())).containsExactly("a:1", "b:2");
    assertThat(settings.url("ISSUER", "http://d")).isEqualTo("https://tokens.example.com");
    assertThat(settings.path("DATA_DIR", Path.of("."))).isEqualTo(Path.of("/var/lib/x"));
    assertThat(settings.secret("MANAGEMENT_TOKEN"))
        .isNotNull()
        .extracting(Secret::text)
        .isEqualTo("opensesame");
    settings.refuseIfAnyProblem();
  }

  @Test
  void anEmptyValueCountsAsUnset() {
    var settings = settings(Map.of("PORT", "", "DATABASE_URL", "", "MANAGEMENT_TOKEN", ""));
    assertThat(settings.port("PORT", 8100)).isEqualTo(8100);
    assertThat(settings.optional("DATABASE_URL")).isNull();
    assertThat(settings.secret("MANAGEMENT_TOKEN")).isNull();
    settings.refuseIfAnyProblem();
  }

  @Test
  void aNameOutsideTheCatalogueIsABug() {
    var settings = settings(Map.of());
    assertThatThrownBy(() -> settings.optional("FAVOURITE_COLOUR"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FAVOURITE_COLOUR");
    assertThatThrownBy(() -> settings.secret("PORT")).isInstanceOf(IllegalStateException.class);
  }

  /** One server may have settings that no other has; it cannot take those of the house away. */
  @Test
  void settingsOfOneServerAreReadWhereItNamesThem() {
    var key = new Settings.Own("FAVOURITE_KEY", true);
    var colour = new Settings.Own("FAVOURITE_COLOUR", false);
    var values = Map.of("FAVOURITE_COLOUR", "blue", "FAVOURITE_KEY", "k3y", "PORT", "x");
    var settings = new Settings(Env.of(values), key, colour).again();
    assertThat(settings.text("FAVOURITE_COLOUR", "red")).isEqualTo("blue");
    assertThat(settings.secret("FAVOURITE_KEY"))
        .isNotNull()
        .satisfies(secret -> assertThat(secret.text()).isEqualTo("k3y"));
    assertThatThrownBy(() -> settings.text("FAVOURITE_KEY", ""))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> settings(values).text("FAVOURITE_COLOUR", ""))
        .isInstanceOf(IllegalStateException.class);
    for (var taken : List.of("PORT", "MANAGEMENT_TOKEN", "lower_case", "")) {
      assertThatThrownBy(() -> new Settings.Own(taken, false))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Settings settings(Map<String, String> values) {
    return new Settings(Env.of(values));
  }
}
