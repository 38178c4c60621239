package dev.rolegate.mcp.transport;

import dev.rolegate.mcp.protocol.Answer;
import dev.rolegate.mcp.protocol.Client;
import dev.rolegate.mcp.protocol.Elicitation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/**
 * The answer to one POST: JSON, unless the server has to ask something first; then an event stream
 * that holds the question and, in the end, the answer. Used by the thread of its request only.
 */
final class PostAnswer implements Client {
  /** As often as on other streams: it tells whether the client is still there. */
  private static final Duration PING = Duration.ofSeconds(15);

  private final Context ctx;
  private final Session session;
  private final Duration patience;
  private boolean isStream;

  PostAnswer(Context ctx, Session session, Duration patience) {
    this.ctx = ctx;
    this.session = session;
    this.patience = patience;
  }

  @Override
  public Reply confirm(String message) {
    if (!session.elicits() || RequestForm.accepting(ctx, EventStream.TYPE) != null) {
      return Reply.UNABLE;
    }
    var question = session.ask();
    if (question == null) {
      return Reply.UNABLE;
    }
    try {
      open();
      EventStream.write(ctx, "message", Elicitation.request(question.id(), message));
      return await(question);
    } catch (IOException e) {
      // The client is gone, and with it whoever would have answered.
      return Reply.UNANSWERED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.UNANSWERED;
    } finally {
      session.forget(question);
    }
  }

  void finish(Answer answer) {
    if (!isStream) {
      Conversation.write(ctx, answer);
      return;
    }
    try {
      EventStream.write(ctx, "message", answer.json());
    } catch (IOException e) {
      // The client is gone; what was written stays written, and get_change tells so.
    }
  }

  private Reply await(Question question) throws IOException, InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    while (true) {
      var left = end - System.nanoTime();
      if (left <= 0) {
        return Reply.UNANSWERED;
      }
      var reply = question.await(Math.min(left, PING.toNanos()));
      if (reply != null) {
        return reply;
      }
      EventStream.ping(ctx);
    }
  }

  private void open() throws IOException {
    if (!isStream) {
      isStream = true;
      EventStream.begin(ctx);
    }
  }
}
