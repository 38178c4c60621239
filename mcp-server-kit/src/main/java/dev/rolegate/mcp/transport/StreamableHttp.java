package dev.rolegate.mcp.transport;

import dev.rolegate.auth.AuditUnavailable;
import dev.rolegate.auth.Caller;
import dev.rolegate.auth.ServerAudit;
import dev.rolegate.auth.http.BearerGate;
import dev.rolegate.auth.http.Problem;
import dev.rolegate.auth.http.RequestId;
import dev.rolegate.mcp.protocol.Client;
import dev.rolegate.mcp.protocol.Elicitation;
import dev.rolegate.mcp.protocol.Message;
import dev.rolegate.mcp.protocol.MessageReader;
import dev.rolegate.mcp.protocol.MessageReader.Reading;
import dev.rolegate.mcp.protocol.Requests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP (MCP 2025-11-25, basic/transports) at one path: POST takes a message and answers
 * in JSON, GET opens the stream on which the server may speak first, DELETE ends the session.
 * Thread-safe.
 */
public final class StreamableHttp {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String INITIALIZE = "initialize";

  /** How long a person at a client has to answer, unless told otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Conversation conversation;
  private final Duration patience;

  /**
   * @param patience how long a person at a client has to answer
   */
  public StreamableHttp(
      Sessions sessions, Requests requests, ServerAudit audit, Duration patience) {
    this.patience = patience;
    this.conversation = new Conversation(sessions, requests, audit);
  }

  /** Adds the guarded routes. */
  public void addTo(RoutesConfig routes, String path, BearerGate gate) {
    routes.post(path, gate.guard(this::post));
    routes.get(path, gate.guard(this::listen));
    routes.delete(path, gate.guard(this::end));
  }

  private void post(Context ctx, Caller caller) throws IOException, AuditUnavailable {
    var misfit = RequestForm.ofMessage(ctx);
    if (misfit == null) {
      misfit = RequestForm.accepting(ctx, "application/json");
    }
    if (misfit != null) {
      conversation.refuse(ctx, caller, "message", misfit);
      return;
    }
    // Before the body is read: a wrong session is the cheaper refusal.
    var id = sessionId(ctx);
    var session = id == null ? null : conversation.sessions().find(id, caller);
    if (id != null && session == null) {
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
      case Reading.Read(var message) -> take(ctx, caller, message, session);
    }
  }

  private void take(Context ctx, Caller caller, Message message, @Nullable Session session)
      throws AuditUnavailable {
    if (message instanceof Message.Request request && request.method().equals(INITIALIZE)) {
      if (session != null) {
        conversation.refuse(ctx, caller, INITIALIZE, alreadyInitialized());
      } else {
        initialize(ctx, caller, request);
      }
      return;
    }
    if (session == null) {
      conversation.refuse(ctx, caller, "message", noSession());
      return;
    }
    switch (message) {
      case Message.Request request -> {
        var post = new PostAnswer(ctx, session, patience);
        post.finish(conversation.requests().answer(request, caller, RequestId.of(ctx), post));
      }
      case Message.Notification _ -> {
        conversation.noted(ctx, caller, "notification");
        ctx.status(202);
      }
      case Message.Response(var answered, var result) -> {
        conversation.noted(ctx, caller, "response");
        session.answer(answered, Elicitation.reply(result));
        ctx.status(202);
      }
    }
  }

  private void initialize(Context ctx, Caller caller, Message.Request request)
      throws AuditUnavailable {
    var session = conversation.sessions().open(caller);
    if (session == null) {
      conversation.refuseCrowd(ctx, caller, INITIALIZE);
      return;
    }
    var kept = false;
    try {
      var answer =
          conversation.requests().answer(request, caller, RequestId.of(ctx), Client.SILENT);
      kept = !answer.failed();
      if (kept) {
        if (Elicitation.isOffered(request.params())) {
          session.offersElicitation();
        }
        ctx.header(SESSION, session.id());
      }
      Conversation.write(ctx, answer);
    } finally {
      if (!kept) {
        conversation.sessions().end(session);
      }
    }
  }

  private void listen(Context ctx, Caller caller) throws AuditUnavailable {
    var session = existing(ctx, caller, "listen");
    if (session == null) {
      return;
    }
    var misfit = RequestForm.accepting(ctx, "text/event-stream");
    if (misfit != null) {
      conversation.refuse(ctx, caller, "listen", misfit);
      return;
    }
    var stream = new EventStream();
    if (!conversation.sessions().listen(session, stream)) {
      conversation.refuseCrowd(ctx, caller, "listen");
      return;
    }
    try {
      conversation.noted(ctx, caller, "listen");
      stream.writeTo(ctx);
    } finally {
      conversation.sessions().left(session, stream);
    }
  }

  private void end(Context ctx, Caller caller) throws AuditUnavailable {
    var session = existing(ctx, caller, "end");
    if (session != null) {
      conversation.noted(ctx, caller, "end");
      conversation.sessions().end(session);
      ctx.status(204);
    }
  }

  /** The caller's session that the header names; refuses otherwise. */
  private @Nullable Session existing(Context ctx, Caller caller, String action)
      throws AuditUnavailable {
    var misfit = RequestForm.revision(ctx);
    if (misfit != null) {
      conversation.refuse(ctx, caller, action, misfit);
      return null;
    }
    var id = sessionId(ctx);
    if (id == null) {
      conversation.refuse(ctx, caller, action, noSession());
      return null;
    }
    var session = conversation.sessions().find(id, caller);
    if (session == null) {
      conversation.refuseSession(ctx, caller, action, id);
    }
    return session;
  }

  /** The header's value; several values make one that no session has. */
  private static @Nullable String sessionId(Context ctx) {
    var ids = RequestForm.headers(ctx, SESSION);
    return ids.isEmpty() ? null : String.join(",", ids);
  }

  private static RequestForm.Misfit noSession() {
    return new RequestForm.Misfit(
        "no_session",
        new Problem(
            400,
            "session_required",
            "Send the Mcp-Session-Id that the answer to initialize carried; initialize first."));
  }

  private static RequestForm.Misfit alreadyInitialized() {
    return new RequestForm.Misfit(
        "already_initialized",
        new Problem(
            400,
            "already_initialized",
            "This session is initialized; leave Mcp-Session-Id out to open another."));
  }
}
