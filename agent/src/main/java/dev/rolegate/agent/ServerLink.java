package dev.rolegate.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of one server: joins it, joins it again when it was away or has forgotten the
 * session, and says in words what did not work. What a server surely did not get is sent once more;
 * what it may have got is not, unless it only reads. Thread-safe.
 */
final class ServerLink implements AutoCloseable {
  private final String name;
  private final URI url;
  private final GuardedHttp http;
  private final Person person;

  private @Nullable Session session;
  private volatile Standing standing;
  private volatile List<McpSchema.Tool> listed = List.of();

  ServerLink(String name, URI url, HttpClient around, @Nullable Tokens tokens, Person person) {
    this.name = name;
    this.url = url;
    this.http = new GuardedHttp(around, tokens);
    this.person = person;
    this.standing = new Standing.Away(name + " was not asked yet");
  }

  /** How it stands; sentences are whole. */
  sealed interface Standing {
    record Up() implements Standing {}

    record Away(String why) implements Standing {}

    record NotPermitted(String why) implements Standing {}
  }

  String name() {
    return name;
  }

  String url() {
    return url.toString();
  }

  Standing standing() {
    return standing;
  }

  /** Its tools as they were listed last, also while it is away. */
  List<McpSchema.Tool> listed() {
    return listed;
  }

  /** Lists its tools, joining it where that is needed. */
  Standing list() {
    for (var again = false; ; again = true) {
      var used = session();
      if (used == null) {
        return standing;
      }
      try {
        listed = used.list();
        standing = new Standing.Up();
        return standing;
      } catch (RuntimeException thrown) {
        var failure = Failure.of(thrown);
        leave(used, failure);
        if (again || failure instanceof Failure.Said || failure instanceof Failure.NoToken) {
          return standing;
        }
      }
    }
  }

  ToolAnswer call(String tool, ObjectNode arguments, boolean reads) {
    for (var again = false; ; again = true) {
      var used = session();
      if (used == null) {
        return Answers.refused(why(standing));
      }
      try {
        var answer = used.call(tool, arguments);
        standing = new Standing.Up();
        return answer;
      } catch (RuntimeException thrown) {
        var failure = Failure.of(thrown);
        leave(used, failure);
        var repeat =
            switch (failure) {
              case Failure.Refused(var status, var _) -> status == 404;
              case Failure.NotSent _ -> true;
              case Failure.Unclear _ -> reads;
              case Failure.Said _, Failure.NoToken _ -> false;
            };
        if (again || !repeat) {
          return Answers.refused(told(failure, reads));
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private synchronized @Nullable Session session() {
    if (session == null) {
      try {
        session = Session.open(name, url, http, person);
      } catch (RuntimeException thrown) {
        standing = standing(Failure.of(thrown));
      }
    }
    return session;
  }

  /** After a failure: another session next time, unless the server still knows this one. */
  private synchronized void leave(Session used, Failure failure) {
    switch (failure) {
      case Failure.Said _ -> {}
      case Failure.Refused(var status, var _)
          when status == 400 || status == 413 || status == 429 -> {}
      default -> {
        standing = standing(failure);
        if (session == used) {
          session = null;
          used.abandon();
        }
      }
    }
  }

  private Standing standing(Failure failure) {
    return failure instanceof Failure.Refused(var status, var said) && status == 403
        ? new Standing.NotPermitted(said.isEmpty() ? name + " does not admit this caller" : said)
        : new Standing.Away(told(failure, true));
  }

  private static String why(Standing standing) {
    return switch (standing) {
      case Standing.Up() -> "it is up";
      case Standing.Away(var why) -> why + "; it is tried again at the next call";
      case Standing.NotPermitted(var why) -> why;
    };
  }

  private String told(Failure failure, boolean reads) {
    return switch (failure) {
      case Failure.Said(var sentence) -> sentence;
      case Failure.Refused(var status, var said) -> refusal(status, said);
      case Failure.NoToken(var sentence) -> "no token for " + name + ": " + sentence;
      case Failure.NotSent(var what) -> name + " (" + url + ") " + what;
      case Failure.Unclear(var what) ->
          name
              + " ("
              + url
              + ") "
              + what
              + (reads ? "" : "; it may have been done or not, so look before you ask again");
    };
  }

  private String refusal(int status, String said) {
    var tail = said.isEmpty() ? "" : ": " + said;
    return switch (status) {
      case 401 -> name + " does not accept the token" + tail;
      case 403 -> name + " does not permit it" + tail;
      case 404 -> name + " has no MCP endpoint at " + url + tail;
      case 429 -> name + " was asked too often; wait a little" + tail;
      case 503 -> name + " cannot decide now" + tail;
      default ->
          status < 400
              ? name + " sends to another place, where no token is taken; give its own URL"
              : name + " answers " + status + tail;
    };
  }
}
