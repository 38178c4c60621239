package dev.rolegate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LivePolicyTest {
  private static final String FIRST = TestPolicy.YAML;
  private static final String SECOND = FIRST.replace("decisions: [Manager]", "decisions: []");
  private static final String BAD = FIRST.replace("decisions: [Manager]", "decisions: [Manger]");

  @TempDir Path folder;
  private final Logger logger = (Logger) LoggerFactory.getLogger(LivePolicy.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<AccessPolicy> told = new ArrayList<>();
  private Path file;
  private AccessPolicy first;
  private LivePolicy policy;

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("policy.yaml"), FIRST);
    first = AccessPolicy.load(file);
    policy = new LivePolicy(first);
    policy.onChange(told::add);
    logger.setAdditive(false);
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    policy.close();
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  @Test
  void aBadFileIsRefusedLoudlyOnceAndTheOldPolicyStays() throws IOException {
    Files.writeString(file, BAD);
    look(5);
    assertThat(policy.get()).isSameAs(first);
    assertThat(policy.isRefused()).isTrue();
    assertThat(policy.remarks())
        .containsExactly("The access policy's file is refused; the policy before it is in force.");
    assertThat(errors())
        .containsExactly(
            file
                + ":3:13: decisions names 'Manger', which roles does not declare; did you mean"
                + " Manager?; the access policy before it stays");
    assertThat(told).isEmpty();
  }

  @Test
  void aFileThatIsGoneOrNoPolicyIsRefusedToo() throws IOException {
    Files.delete(file);
    look(3);
    assertThat(policy.get()).isSameAs(first);
    assertThat(errors()).singleElement().asString().contains("does not exist");
    Files.writeString(file, "");
    look(3);
    assertThat(errors()).hasSize(2);
    assertThat(policy.get()).isSameAs(first);
  }

  @Test
  void whatDoesNotFitTheServiceIsRefused() throws IOException {
    policy.mustFit(candidate -> List.of());
    policy.mustFit(candidate -> List.of("hr has no such tool"));
    Files.writeString(file, SECOND);
    look(3);
    assertThat(policy.get()).isSameAs(first);
    assertThat(policy.isRefused()).isTrue();
    assertThat(errors()).containsExactly("hr has no such tool; the access policy before it stays");
  }

  @Test
  void aGoodFileComesIntoForceAfterABadOne() throws IOException {
    Files.writeString(file, BAD);
    look(3);
    Files.writeString(file, SECOND);
    look(2);
    assertThat(policy.get().decisions("Manager")).isInstanceOf(Decision.Denied.class);
    assertThat(policy.isRefused()).isFalse();
    assertThat(policy.remarks()).isEmpty();
    assertThat(told).containsExactly(policy.get());
    look(3);
    assertThat(told).hasSize(1);
  }

  @Test
  void theOldFileAgainIsNoChange() throws IOException {
    Files.writeString(file, BAD);
    look(3);
    Files.writeString(file, FIRST);
    look(1);
    assertThat(policy.isRefused()).isFalse();
    assertThat(policy.get()).isSameAs(first);
    Files.writeString(file, BAD);
    look(3);
    assertThat(policy.isRefused()).isTrue();
    assertThat(errors()).hasSize(2);
  }

  @Test
  void whatIsStillBeingWrittenIsNotPutToUse() throws IOException {
    Files.writeString(file, SECOND.substring(0, SECOND.indexOf("  plain:")));
    look(1);
    Files.writeString(file, SECOND);
    look(1);
    assertThat(policy.get()).isSameAs(first);
    look(1);
    assertThat(policy.get().servers()).contains("plain");
    assertThat(policy.get()).isNotSameAs(first);
  }

  @Test
  void aDemandThatThrowsEndsNothing() throws IOException {
    var calls = new ArrayList<AccessPolicy>();
    policy.mustFit(candidate -> {
      calls.add(candidate);
      if (calls.size() == 1) {
        throw new IllegalStateException("a bug");
      }
      return List.of();
    });
    Files.writeString(file, SECOND);
    look(2);
    assertThat(policy.get()).isSameAs(first);
    assertThat(policy.isRefused()).isTrue();
    look(1);
    assertThat(policy.get()).isNotSameAs(first);
    assertThat(policy.isRefused()).isFalse();
  }

  @Test
  void theFileIsFollowedUntilClosed() throws Exception {
    var changed = new CountDownLatch(1);
    policy.onChange(now -> changed.countDown());
    policy.follow(Duration.ofMillis(5));
    Files.writeString(file, SECOND);
    assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(policy.get().digest()).isEqualTo(PolicyReading.digest(SECOND));
  }

  @Test
  void aPolicyWithoutFileNeverChanges() {
    try (var still = new LivePolicy(AccessPolicy.parse("p", FIRST))) {
      still.follow();
      still.look();
      assertThat(still.isRefused()).isFalse();
    }
  }

  private void look(int times) {
    for (var i = 0; i < times; i++) {
      policy.look();
    }
  }

  private List<String> errors() {
    return logged.list.stream()
        .filter(event -> event.getLevel() == Level.ERROR)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
