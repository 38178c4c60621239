package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see. */
class TablesTest {
  private final StubService service = new StubService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void clientsStandInColumnsAlsoWithWideNames() {
    service.answering(
        200,
        """
        {"clients":[
          {"client_id":"報告","job_role":"Manager","subject":"rep","servers":["hr","crm"],"enabled":true},
          {"client_id":"re\\u0301p","job_role":null,"subject":"x","servers":null,"enabled":false,
           "not_after":"2027-01-01T00:00:00Z","title":"A \\u001b[31mred\\n title"}]}
        """);
    assertThat(Typed.at(service, "client list").out())
        .isEqualTo(
            """
            CLIENT  ROLE     SUBJECT  SERVERS  STATE     ENDS                  TITLE
            報告    Manager  rep      hr,crm   enabled
            re\u0301p              x        all      disabled  2027-01-01T00:00:00Z  A \\u001b[31mred\\u000a title
            """);
  }

  @Test
  void oneClientStandsAsAList() {
    service.answering(
        200,
        """
        {"client":{"client_id":"rep","may_act_for":["alice","bob"],
          "secrets":[{"id":"1","created":"2026-01-01T00:00:00Z"},{"id":"2"}],"later\\u001b":{"a":1}}}
        """);
    assertThat(Typed.at(service, "client show rep").out())
        .isEqualTo(
            """
            client_id    rep
            may_act_for  alice,bob
            secrets      id=1 created=2026-01-01T00:00:00Z
            secrets      id=2
            later\\u001b  a=1
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key list", "key rotate --reason y", "key revoke k2 --yes --reason y"})
  void keysStandInColumnsAlsoAfterAChange(String line) {
    service.answering(
        200,
        """
        {"kid":"k2","note":"Until \\u001b then.","keys":[
          {"kid":"k1","alg":"RS256","state":"signing","published_at":"2026-01-01T00:00:00Z",
           "signs_from":"2026-01-02T00:00:00Z"},
          {"kid":"k2","alg":"RS256","state":"revoked","revoked_at":"2026-01-03T00:00:00Z"}]}
        """);
    assertThat(Typed.at(service, line))
        .isEqualTo(
            new Typed(
                0,
                """
                KEY  ALG    STATE    PUBLISHED             SIGNS FROM            RETIRES  GONE
                k1   RS256  signing  2026-01-01T00:00:00Z  2026-01-02T00:00:00Z
                k2   RS256  revoked                                                       2026-01-03T00:00:00Z
                """,
                "Until \\u001b then.\n"));
  }

  record Sentence(String typed, String out) {}

  static final List<Sentence> sentences =
      List.of(
          new Sentence("client disable x", "x is disabled, and its tokens are revoked\n"),
          new Sentence("client enable x", "x is enabled\n"),
          new Sentence("client remove x --yes", "x is removed, and its tokens are revoked\n"),
          new Sentence("revoke --client x", "revoked, as number 7 of the feed\n"));

  @ParameterizedTest
  @FieldSource("sentences")
  void aChangeIsSaid(Sentence one) {
    var typed = Typed.at(service.answering(200, "{\"seq\":7}"), one.typed() + " --reason y");
    assertThat(typed).isEqualTo(new Typed(0, one.out(), ""));
  }
}
