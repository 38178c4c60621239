package dev.rolegate.mcp.transport;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.http.BearerGate;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.Problems;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.mcp.protocol.Client;
import dev.rolegate.mcp.protocol.Message;
import dev.rolegate.mcp.protocol.MessageReader;
import dev.rolegate.mcp.protocol.MessageReader.Reading;
import dev.rolegate.mcp.protocol.Requests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The deprecated HTTP+SSE pair (MCP 2024-11-05, basic/transports): GET opens the one stream of a
 * session and tells where to POST; answers come on the stream, before the POST is told 202.
 * Thread-safe.
 */
public final class HttpSse {
  private static final String SESSION = "session_id";
  private static final String MESSAGES = "/messages";

  private final Conversation conversation;
  private final String endpoint;

  /**
   * @param publicUrl its path, if any, stands before that of the endpoint which clients are told
   */
  public HttpSse(Sessions sessions, Requests requests, ServerAudit audit, String publicUrl) {
    this.conversation = new Conversation(sessions, requests, audit);
    this.endpoint = URI.create(publicUrl).getRawPath() + MESSAGES + "?" + SESSION + "=";
  }

  /** Adds the guarded routes. */
  public void addTo(RoutesConfig routes, BearerGate gate) {
    routes.get("/sse", gate.guard(this::listen));
    routes.post(MESSAGES, gate.guard(this::post));
  }

  private void listen(Context ctx, Caller caller) throws AuditUnavailable {
    var misfit = RequestForm.revision(ctx);
    if (misfit == null) {
      misfit = RequestForm.accepting(ctx, "text/event-stream");
    }
    if (misfit != null) {
      conversation.refuse(ctx, caller, "listen", misfit);
      return;
    }
    var sessions = conversation.sessions();
    var stream = new EventStream();
    var session = sessions.open(caller);
    if (session == null || !sessions.listen(session, stream)) {
      if (session != null) {
        sessions.end(session);
      }
      conversation.refuseCrowd(ctx, caller, "listen");
      return;
    }
    try {
      conversation.noted(ctx, caller, "listen");
      var _ =
          stream.send("endpoint", (endpoint + session.id()).getBytes(StandardCharsets.US_ASCII));
      stream.writeTo(ctx);
    } finally {
      sessions.end(session);
    }
  }

  private void post(Context ctx, Caller caller) throws IOException, AuditUnavailable {
    var misfit = RequestForm.ofMessage(ctx);
    if (misfit != null) {
      conversation.refuse(ctx, caller, "message", misfit);
      return;
    }
    var ids = ctx.queryParams(SESSION);
    if (ids.size() != 1) {
      conversation.refuse(ctx, caller, "message", noSession());
      return;
    }
    var id = ids.getFirst();
    var session = conversation.sessions().find(id, caller);
    var stream = session == null ? null : session.stream();
    if (stream == null) {
      conversation.refuseSession(ctx, caller, "message", id);
      return;
    }
    var body = RequestForm.body(ctx);
    if (body == null) {
      conversation.refuse(ctx, caller, "message", RequestForm.tooLarge());
      return;
    }
    switch (MessageReader.read(body)) {
      case Reading.Refused refused -> conversation.refuse(ctx, caller, refused);
      case Reading.Read(var message) -> {
        take(ctx, caller, message, stream);
      }
    }
  }

  private void take(Context ctx, Caller caller, Message message, EventStream stream)
      throws AuditUnavailable {
    ctx.status(202);
    switch (message) {
      case Message.Request request -> {
        var answer =
            conversation.requests().answer(request, caller, RequestId.of(ctx), Client.SILENT);
        if (answer.retryAfter() != null) {
          Conversation.write(ctx, answer);
        } else if (!stream.send("message", answer.json())) {
          Problems.write(ctx, gone());
        }
      }
      case Message.Notification _ -> conversation.noted(ctx, caller, "notification");
      case Message.Response _ -> conversation.noted(ctx, caller, "response");
    }
  }

  private static Problem gone() {
    return new Problem(
        404,
        "session_not_found",
        "The stream of this session ended before its answer could be sent; look before you repeat"
            + " a change.");
  }

  private static RequestForm.Misfit noSession() {
    return new RequestForm.Misfit(
        "no_session",
        new Problem(
            400,
            "session_required",
            "POST to the URL that the endpoint event of /sse named; open /sse first."));
  }
}
