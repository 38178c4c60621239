package dev.rolegate.cli.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolegate.cli.verify.Administration.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The clients that a run makes: each ends by itself soon, and is removed before, whatever happens.
 * What an earlier run left is removed first. Thread-safe.
 */
final class Probes implements AutoCloseable {
  private static final String PREFIX = "verify-probe.";
  private static final String TITLE = "probe of rolegate verify";

  /** Longer than a run, in case that nobody is left to remove it. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Administration administration;
  private final InstantSource clock;
  private final String run;
  private final String reason;
  private final ReentrantLock changing = new ReentrantLock();

  /** Guarded by {@code changing}, as is {@code closed}. */
  private final List<String> made = new ArrayList<>();

  private boolean closed;

  Probes(Administration administration, InstantSource clock, String run, String who) {
    this.administration = administration;
    this.clock = clock;
    this.run = run;
    this.reason = "rolegate verify, run " + run + ", started by " + who;
  }

  /** Removes what runs before left; returns how many that were. */
  int removeLeftovers() {
    var found = new ArrayList<String>();
    var request = object();
    while (true) {
      if (!(administration.ask("clients/list", request) instanceof Reply.Done(var page))) {
        throw new Unverifiable(
            "the token service does not list its clients; is it of this version?");
      }
      page.path("clients")
          .forEach(client -> {
            if (client.path("client_id").asText().startsWith(PREFIX)
                && client.path("title").asText().equals(TITLE)) {
              found.add(client.path("client_id").asText());
            }
          });
      if (!page.path("next").isTextual()) {
        break;
      }
      request.set("after", page.get("next"));
    }
    found.forEach(this::remove);
    return found.size();
  }

  /** What came of making one. */
  sealed interface Made {
    record Ready(Probe probe) implements Made {}

    record Refused(String why) implements Made {}
  }

  /**
   * Makes one.
   *
   * @param members of the registration, beside those that every probe has
   */
  Made add(String name, String title, @Nullable String role, ObjectNode members) {
    var id = PREFIX + run + "." + name;
    var request = object().put("client_id", id).put("title", TITLE);
    request.put("not_after", clock.instant().plus(LIFE).toString());
    if (role != null) {
      request.put("job_role", role);
    }
    request.setAll(members);
    changing.lock();
    try {
      if (closed) {
        throw new Unverifiable("the run was ended");
      }
      // Before it is there: its answer may be lost.
      made.add(id);
      return switch (administration.ask("clients/add", signed(request))) {
        case Reply.Refused(var sentence) -> {
          made.remove(id);
          yield new Made.Refused(sentence);
        }
        case Reply.Done(var body) ->
            new Made.Ready(new Probe(id, body.path("secret").asText(), title, role));
      };
    } finally {
      changing.unlock();
    }
  }

  /** Disables, removes or revokes; the run is of no use when that fails. */
  void change(String operation, ObjectNode request) {
    if (administration.ask(operation, signed(request)) instanceof Reply.Refused(var why)) {
      throw new Unverifiable(operation + " is refused: " + why);
    }
  }

  void end(Probe probe) {
    change("clients/remove", object().put("client_id", probe.id()));
    changing.lock();
    try {
      made.remove(probe.id());
    } finally {
      changing.unlock();
    }
  }

  /** Removes all that are left, also when the thread was interrupted. */
  @Override
  public void close() {
    var interrupted = Thread.interrupted();
    changing.lock();
    try {
      closed = true;
      for (var id : List.copyOf(made)) {
        remove(id);
        made.remove(id);
      }
    } finally {
      changing.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** It may be gone already. */
  private void remove(String id) {
    var _ = administration.ask("clients/remove", signed(object().put("client_id", id)));
  }

  private ObjectNode signed(ObjectNode request) {
    return request.put("operator", "verify").put("reason", reason);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
