package dev.rolegate.agent.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a model as it comes, handed from the thread that receives it to the one that asked.
 * Thread-safe.
 */
final class Pieces implements StreamingChatResponseHandler {
  private final BlockingQueue<Piece> came = new LinkedBlockingQueue<>();

  /** What came. */
  sealed interface Piece {
    record Text(String text) implements Piece {}

    /** The last one: all of it. */
    record Whole(ChatResponse response) implements Piece {}

    /** The last one: it broke. */
    record Broken(Throwable thrown) implements Piece {}

    /** Nothing more comes; where it is the first of the last ones, the end is missing. */
    record Ended() implements Piece {}

    /** The last one: the person had enough. */
    record Stopped() implements Piece {}
  }

  @Override
  public void onPartialResponse(String text) {
    came.add(new Piece.Text(text));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    came.add(new Piece.Whole(response));
  }

  @Override
  public void onError(Throwable thrown) {
    came.add(new Piece.Broken(thrown));
  }

  void ended() {
    came.add(new Piece.Ended());
  }

  void stop() {
    came.add(new Piece.Stopped());
  }

  /** The next one; null: it did not come in time. */
  @Nullable Piece next(Duration patience) throws InterruptedException {
    return came.poll(Math.max(patience.toMillis(), 0), TimeUnit.MILLISECONDS);
  }
}
