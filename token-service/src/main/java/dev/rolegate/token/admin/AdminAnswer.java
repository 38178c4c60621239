package dev.rolegate.token.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.auth.http.Problem;
import java.util.List;

/** What came of an {@link AdminOperation}. */
public sealed interface AdminAnswer {
  /** Done: 200, or 201 when something new is there. */
  record Done(int status, ObjectNode body) implements AdminAnswer {}

  record Refused(Problem problem) implements AdminAnswer {}

  static AdminAnswer done(ObjectNode body) {
    return new Done(200, body);
  }

  static AdminAnswer created(ObjectNode body) {
    return new Done(201, body);
  }

  /** 400 with every problem at once. */
  static AdminAnswer invalid(List<String> problems) {
    return new Refused(
        Problem.invalidRequest("Correct the request: " + String.join(" ", problems)));
  }

  /** 404: what the request names does not exist. */
  static AdminAnswer notFound(String sentence) {
    return new Refused(new Problem(404, "not_found", sentence));
  }

  /** 409: it exists, but its state does not let this be done. */
  static AdminAnswer conflict(String sentence) {
    return new Refused(new Problem(409, "conflict", sentence));
  }
}
