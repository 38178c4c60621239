package dev.rolegate.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.auth.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a token is asked for, and who waits for it. */
class TokensTest {
  private static final Grant.Refused NO = new Grant.Refused("not now", true);

  private final LinkedBlockingQueue<Grant> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final Tokens tokens = new Tokens(this::ask, () -> now);

  /** Waits until the test answers. */
  private Grant ask() {
    asked.incrementAndGet();
    try {
      return answers.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void thoseWhoNeedATokenWaitForOneRequest() {
    var waiting = new ArrayList<CompletableFuture<Secret>>();
    for (var i = 0; i < 5; i++) {
      waiting.add(tokens.current());
    }
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    answers.add(token("a"));
    assertThat(waiting).allSatisfy(one -> assertThat(one.join().text()).isEqualTo("a"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void aRenewalBeginsAtFourFifthsAndNobodyWaitsForIt() {
    have("a");
    now = now.plusSeconds(79);
    assertThat(tokens.current().join().text()).isEqualTo("a");
    assertThat(asked).hasValue(1);
    now = now.plusSeconds(1);
    // Not answered yet, and the old one is good.
    assertThat(tokens.current().join().text()).isEqualTo("a");
    assertThat(tokens.current().join().text()).isEqualTo("a");
    now = now.plusSeconds(20);
    // It is over: now one waits, for the request that is under way.
    var waiting = tokens.current();
    answers.add(token("b"));
    assertThat(waiting.join().text()).isEqualTo("b");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aRenewalThatFailsIsTriedAgainWhileTheOldOneLasts() {
    have("a");
    now = now.plusSeconds(80);
    answers.add(NO);
    assertThat(tokens.current().join().text()).isEqualTo("a");
    awaitAsked(2);
    // Not at once again.
    answers.add(token("b"));
    now = now.plusSeconds(4);
    assertThat(tokens.current().join().text()).isEqualTo("a");
    now = now.plusSeconds(2);
    assertThat(tokens.current().join().text()).isEqualTo("a");
    awaitAsked(3);
    now = now.plusSeconds(13);
    assertThat(tokens.current().join().text()).isEqualTo("b");
  }

  @Test
  void withoutAnyTheReasonIsSaid() {
    answers.add(NO);
    assertThatThrownBy(() -> tokens.current().join())
        .hasCauseInstanceOf(Tokens.NoToken.class)
        .hasMessageContaining("not now");
    answers.add(token("a"));
    assertThat(tokens.current().join().text()).isEqualTo("a");
  }

  @Test
  void aTokenThatAServerRefusedIsReplacedOnce() {
    var first = have("a");
    answers.add(token("b"));
    assertThat(tokens.instead(first).join().text()).isEqualTo("b");
    // Others met the same refusal with the same token.
    assertThat(tokens.instead(first).join().text()).isEqualTo("b");
    assertThat(asked).hasValue(2);
  }

  private Secret have(String text) {
    answers.add(token(text));
    return tokens.current().join();
  }

  /** Whoever asked has taken the answer and is gone. */
  private void awaitAsked(int times) {
    while (asked.get() < times
        || Thread.getAllStackTraces().keySet().stream()
            .anyMatch(one -> one.getName().startsWith("agent-token-"))) {
      Thread.onSpinWait();
    }
  }

  private static Grant token(String text) {
    return new Grant.Granted(Secret.of(text), Duration.ofSeconds(100), List.of());
  }
}
