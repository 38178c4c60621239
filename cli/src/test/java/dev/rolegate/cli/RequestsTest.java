package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a command line becomes on the wire. */
class RequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BY = "'operator':'jane','reason':'ticket 4711'";
  private static final String WHY = " --operator jane --reason 'ticket 4711'";

  record Line(String typed, String path, String body) {
    @Override
    public String toString() {
      return typed;
    }
  }

  static final List<Line> lines =
      List.of(
          new Line("client list", "clients/list", "{'limit':100}"),
          new Line("client show reports", "clients/show", "{'client_id':'reports'}"),
          new Line("client add reports" + WHY, "clients/add", "{'client_id':'reports'," + BY + "}"),
          new Line(
              "client add reports --role Manager --title 'The reports' --subject rep --claim-id 7"
                  + " --claim-name Reports --servers hr,project --grants"
                  + " client_credentials,refresh_token --auth-methods client_secret_basic"
                  + " --token-ttl PT15M --not-after 2027-01-01T01:00:00+01:00 --not-after-reason"
                  + " 'end of project' --may-act-for alice,bob"
                  + WHY,
              "clients/add",
              "{'client_id':'reports','title':'The reports','subject':'rep','job_role':'Manager',"
                  + "'id':'7','name':'Reports','servers':['hr','project'],"
                  + "'grants':['client_credentials','refresh_token'],"
                  + "'auth_methods':['client_secret_basic'],'may_act_for':['alice','bob'],"
                  + "'token_ttl':900,'not_after':'2027-01-01T00:00:00Z',"
                  + "'not_after_reason':'end of project',"
                  + BY
                  + "}"),
          new Line(
              "client disable reports" + WHY,
              "clients/disable",
              "{'client_id':'reports'," + BY + "}"),
          new Line(
              "client enable reports" + WHY,
              "clients/enable",
              "{'client_id':'reports'," + BY + "}"),
          new Line(
              "client remove reports --yes" + WHY,
              "clients/remove",
              "{'client_id':'reports'," + BY + "}"),
          new Line(
              "client rotate-secret reports" + WHY,
              "clients/rotate-secret",
              "{'client_id':'reports'," + BY + "}"),
          new Line(
              "client rotate-secret reports --overlap PT0S --end-secret s1" + WHY,
              "clients/rotate-secret",
              "{'client_id':'reports','overlap':'PT0S','end_secret':'s1'," + BY + "}"),
          new Line("approver list", "approvers/list", "{'limit':100}"),
          new Line("approver add robin" + WHY, "approvers/add", "{'account':'robin'," + BY + "}"),
          new Line(
              "approver add robin --role Manager --subject r-7 --name 'Robin Rook'" + WHY,
              "approvers/add",
              "{'account':'robin','job_role':'Manager','subject':'r-7','name':'Robin Rook',"
                  + BY
                  + "}"),
          new Line(
              "approver reset-password robin" + WHY,
              "approvers/reset",
              "{'account':'robin'," + BY + "}"),
          new Line(
              "approver disable robin" + WHY,
              "approvers/disable",
              "{'account':'robin'," + BY + "}"),
          new Line(
              "approver enable robin" + WHY, "approvers/enable", "{'account':'robin'," + BY + "}"),
          new Line(
              "approver remove robin --yes" + WHY,
              "approvers/remove",
              "{'account':'robin'," + BY + "}"),
          new Line("key list", "keys/list", "{}"),
          new Line("key rotate" + WHY, "keys/rotate", "{" + BY + "}"),
          new Line("key rotate --now" + WHY, "keys/rotate", "{'now':true," + BY + "}"),
          new Line("key revoke k1 -y" + WHY, "keys/revoke", "{'kid':'k1'," + BY + "}"),
          new Line(
              "revoke --client reports" + WHY,
              "revocations/add",
              "{'client':'reports'," + BY + "}"),
          new Line("revoke --subject rep" + WHY, "revocations/add", "{'subject':'rep'," + BY + "}"),
          new Line("revoke --jti j1" + WHY, "revocations/add", "{'jti':'j1'," + BY + "}"),
          new Line(
              "revoke --all --before 2026-11-01T00:00:00Z --yes" + WHY,
              "revocations/add",
              "{'all':true,'before':'2026-11-01T00:00:00Z'," + BY + "}"));

  private final StubService service = new StubService();

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @FieldSource("lines")
  void isSentAs(Line line) throws Exception {
    service.answering(200, "{\"client\":{},\"clients\":[],\"keys\":[]}");
    var typed = Typed.at(service, line.typed());
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(service.asked()).hasSize(1);
    var asked = service.asked().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo("/admin/" + line.path());
    assertThat(asked.authorization()).isEqualTo("Bearer " + Typed.TOKEN);
    assertThat(JSON.readTree(asked.body()))
        .isEqualTo(JSON.readTree(line.body().replace('\'', '"')));
  }

  @Test
  void theOperatorIsTheUserOfTheSystemUnlessSaid() throws Exception {
    service.answering(200, "{}");
    Typed.at(service, "key rotate --reason x");
    assertThat(JSON.readTree(service.asked().getFirst().body()).get("operator").asText())
        .isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void allPagesOfAListAreAskedForAndMadeOne() throws Exception {
    service
        .answering(200, "{\"clients\":[{\"client_id\":\"a\"}],\"next\":\"a\"}")
        .answering(200, "{\"clients\":[{\"client_id\":\"b\"}]}");
    var typed = Typed.at(service, "client list --json");
    assertThat(typed.out())
        .isEqualTo("{\"clients\":[{\"client_id\":\"a\"},{\"client_id\":\"b\"}]}\n");
    assertThat(JSON.readTree(service.asked().get(1).body()).get("after").asText()).isEqualTo("a");
  }

  @Test
  void aServiceThatNeverEndsAListIsLeft() {
    service.answering(200, "{\"clients\":[],\"next\":\"a\"}");
    assertThat(Typed.at(service, "client list").code()).isZero();
    assertThat(service.asked()).hasSize(1);
  }
}
