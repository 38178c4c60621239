package dev.rolegate.endtoend.attack;

import dev.rolegate.endtoend.Answer;
import dev.rolegate.endtoend.DemoClient;
import dev.rolegate.endtoend.Deployment;
import dev.rolegate.endtoend.Oracles;
import dev.rolegate.endtoend.RawHttp;
import dev.rolegate.endtoend.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * The hr server of a deployment under attack. Every answer is held against the oracles.
 *
 * @param token alice's
 */
record McpArena(Deployment deployment, Target target, String token) {
  static McpArena of(Deployment deployment) {
    return new McpArena(
        deployment, Target.of(deployment, Server.HR), deployment.token(DemoClient.ALICE));
  }

  Answer authorized(byte[] body, String contentType) {
    var headers = new ArrayList<String>(target.canary().sessionHeaders());
    headers.add("Authorization: Bearer " + token);
    headers.add("Accept: application/json, text/event-stream");
    headers.add(contentType);
    return held(target.send("POST", body, headers));
  }

  Answer post(String body, List<String> headers, List<String> session) {
    return held(target.send("POST", RawHttp.utf8(body), Target.all(headers, session)));
  }

  Answer held(Answer answer) {
    Oracles.hold(answer);
    Oracles.audited(answer, target.audit());
    return answer;
  }
}
