package dev.rolegate.mcp.transport;

import dev.rolegate.mcp.protocol.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question of the server to the client of a session, answered once or not. Thread-safe. */
final class Question {
  private final String id;
  private final CompletableFuture<Client.Reply> reply = new CompletableFuture<>();

  /**
   * @param id JSON text
   */
  Question(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** The first answer counts. */
  void answer(Client.Reply given) {
    var _ = reply.complete(given);
  }

  /** The answer, or null when there is none after so long. */
  Client.@Nullable Reply await(long nanos) throws InterruptedException {
    try {
      return reply.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody completes it so", e);
    }
  }
}
