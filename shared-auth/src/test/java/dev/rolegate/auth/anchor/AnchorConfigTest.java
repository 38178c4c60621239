package dev.rolegate.auth.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.config.Env;
import dev.rolegate.auth.config.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AnchorConfigTest {
  record Case(String name, Map<String, String> env, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case given(String name, String url, String plainHttp, String said) {
    var env = new HashMap<>(Map.of("AUDIT_ANCHOR_URL", url));
    if (!plainHttp.isEmpty()) {
      env.put("PLAIN_HTTP", plainHttp);
    }
    return new Case(name, env, said);
  }

  static final List<Case> refused =
      List.of(
          given("no URL", "audit-keeper", "", "AUDIT_ANCHOR_URL: is not a URL"),
          given("another scheme", "ftp://keeper.example", "", "AUDIT_ANCHOR_URL: is not a URL"),
          given("a password", "https://a:b@keeper.example", "", "holds a user or password"),
          given("a query", "https://keeper.example/?a=b", "", "has a query"),
          given(
              "plain http to another machine",
              "http://keeper.example/anchors",
              "",
              "AUDIT_ANCHOR_URL: is plain http to another machine, so whoever is on the way could"
                  + " hold checkpoints back and forge others; give an https URL, or say"
                  + " PLAIN_HTTP=internal-network if that is what it is"));

  @ParameterizedTest
  @FieldSource("refused")
  void isRefused(Case one) {
    var settings = new Settings(Env.of(one.env));
    var _ = AnchorConfig.from(settings, "hr");
    assertThat(settings.problems()).singleElement().asString().contains(one.said);
  }

  @Test
  void behindAProxyPlainHttpIsWorthANotice() {
    var settings =
        new Settings(
            Env.of(Map.of("AUDIT_ANCHOR_URL", "http://keeper.example", "PLAIN_HTTP", "tls-proxy")));
    var _ = AnchorConfig.from(settings, "hr");
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.notices())
        .singleElement()
        .asString()
        .endsWith("; only where that network is trusted");
  }

  static final List<Case> accepted =
      List.of(
          given("https", "https://keeper.example/anchors", "", ""),
          given("this machine", "http://localhost:8200/anchors", "", ""),
          given("this machine by number", "http://[::1]:8200", "", ""),
          given("an internal network", "http://keeper:8200", "internal-network", ""));

  @ParameterizedTest
  @FieldSource("accepted")
  void isAccepted(Case one) {
    var settings = new Settings(Env.of(one.env));
    var config = AnchorConfig.from(settings, "hr");
    settings.refuseIfAnyProblem();
    assertThat(settings.notices()).isEmpty();
    assertThat(config.url()).isEqualTo(URI.create(one.env.get("AUDIT_ANCHOR_URL")));
  }

  @Test
  void withoutAUrlNothingIsSent() {
    var settings = new Settings(Env.of(Map.of()));
    assertThat(AnchorConfig.from(settings, "hr").open()).isSameAs(Anchors.NONE);
  }
}
