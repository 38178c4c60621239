package dev.rolegate.auth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BootTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Boot boot = new Boot("hr", new PrintStream(err, true, UTF_8));

  @Test
  void aRefusedStartPrintsEveryProblemAndExitsWithTwo() {
    var code =
        boot.run(
            () -> {
              throw new StartRefused(List.of("PORT: 'x' is not a port", "DEMO: 'y' is neither"));
            },
            _ -> {});
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("hr: PORT: 'x' is not a port", "hr: DEMO: 'y' is neither");
  }

  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger(Boot.class)).setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    ((Logger) LoggerFactory.getLogger(Boot.class)).setLevel(null);
  }

  @Test
  void anyOtherFailureExitsWithOne() {
    var code =
        boot.run(
            () -> {
              throw new IllegalStateException("a bug");
            },
            _ -> {});
    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).startsWith("hr: ").doesNotContain("IllegalState", "a bug");
  }

  @Test
  void theServiceIsClosedWhenTheProcessIsToldToEnd() {
    var closed = new AtomicBoolean();
    // Runs the hook at once, as the SIGTERM that comes right after the start would.
    assertThat(boot.run(() -> () -> closed.set(true), Thread::start)).isZero();
    assertThat(closed).isTrue();
  }
}
