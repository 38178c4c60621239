package dev.rolegate.auth.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rolegate.auth.audit.Anchors;
import dev.rolegate.auth.audit.ChainPosition;
import dev.rolegate.auth.audit.Checkpoint;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RemoteAnchorsTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Logger logger = (Logger) LoggerFactory.getLogger(RemoteAnchors.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void silence() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  @Test
  void aFarSideThatIsDownIsToldOnceAndGetsTheNewestWhenItIsBack() throws Exception {
    int port;
    try (var gone = new Receiver()) {
      port = gone.port();
    }
    try (var anchors = to(URI.create("http://127.0.0.1:" + port + "/anchors"))) {
      anchors.keep(checkpoint(1));
      await(anchors, true);
      assertThat(anchors.state().kept()).isNull();
      anchors.keep(checkpoint(2));
      anchors.keep(checkpoint(3));
      try (var back = new Receiver(port)) {
        assertThat(back.next().body()).isEqualTo(checkpoint(3).line() + "\n");
        await(anchors, false);
        assertThat(anchors.state().kept()).isEqualTo(checkpoint(3));
      }
    }
    assertThat(said())
        .satisfiesExactly(
            down ->
                assertThat(down)
                    .startsWith("AUDIT_ANCHOR_URL: http://127.0.0.1:" + port)
                    .contains("cannot be reached"),
            up -> assertThat(up).contains("kept elsewhere again"));
  }

  @Test
  void anErrorIsNoReceiptAndTheSameIsSentAgain() throws Exception {
    try (var receiver = new Receiver().answering(500);
        var anchors = to(receiver.url())) {
      anchors.keep(checkpoint(7));
      for (var attempt = 0; attempt < 3; attempt++) {
        assertThat(receiver.next().body()).contains("\"checkpoint\":7,");
      }
      await(anchors, true);
      receiver.answering(200);
      await(anchors, false);
      assertThat(anchors.state().kept()).isEqualTo(checkpoint(7));
    }
    assertThat(said()).hasSize(2).first().asString().contains(" answers 500;");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (var trap = new Receiver();
        var receiver =
            new Receiver()
                .answering(exchange -> {
                  exchange.getResponseHeaders().set("Location", trap.url().toString());
                  exchange.sendResponseHeaders(307, -1);
                });
        var anchors = to(receiver.url())) {
      anchors.keep(checkpoint(1));
      receiver.next();
      receiver.next();
      await(anchors, true);
      assertThat(trap.waiting()).isZero();
    }
  }

  @Test
  void aSlowFarSideDelaysNobodyAndGetsTheNewestOnly() throws Exception {
    var released = new CountDownLatch(1);
    try (var receiver =
            new Receiver()
                .answering(exchange -> {
                  released.await();
                  exchange.sendResponseHeaders(204, -1);
                });
        var anchors = to(receiver.url())) {
      anchors.keep(checkpoint(1));
      assertThat(receiver.next().body()).contains("\"checkpoint\":1,");
      for (var seq = 2; seq <= 1000; seq++) {
        anchors.keep(checkpoint(seq));
      }
      assertThat(receiver.waiting()).isZero();
      released.countDown();
      assertThat(receiver.next().body()).contains("\"checkpoint\":1000,");
      await(anchors, 1000);
      assertThat(receiver.waiting()).isZero();
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void theEndDoesNotWaitForWhatIsUnderWayAndSendsTheLastOne() throws Exception {
    var never = new CountDownLatch(1);
    try (var receiver =
        new Receiver()
            .answering(exchange -> {
              never.await();
            })) {
      try (var anchors = to(receiver.url())) {
        anchors.keep(checkpoint(1));
        receiver.next();
        receiver.answering(204);
        anchors.keep(checkpoint(2));
      }
      assertThat(receiver.next().body()).contains("\"checkpoint\":2,");
      assertThat(receiver.waiting()).isZero();
      never.countDown();
    }
    assertThat(said()).isEmpty();
  }

  @Test
  void aFarSideThatNeverAnswersKeepsNobodyFromEndingAndTheLogHasTheLastOne() throws Exception {
    var never = new CountDownLatch(1);
    try (var receiver = new Receiver().answering(exchange -> never.await())) {
      try (var anchors = to(receiver.url())) {
        anchors.keep(checkpoint(5));
        receiver.next();
      }
      never.countDown();
    }
    assertThat(said())
        .satisfiesExactly(
            slow -> assertThat(slow).contains("does not answer in time"),
            lost -> assertThat(lost).endsWith(checkpoint(5).line()));
  }

  @Test
  void aBodyThatNeverEndsIsNotWaitedFor() throws Exception {
    var never = new CountDownLatch(1);
    try (var receiver =
        new Receiver()
            .answering(exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              never.await();
            })) {
      try (var anchors = to(receiver.url())) {
        anchors.keep(checkpoint(1));
        receiver.next();
        await(anchors, true);
      }
      never.countDown();
    }
    assertThat(said()).first().asString().contains("does not answer in time");
  }

  @Test
  void eachIsPostedAsTheLineThatItIs() throws Exception {
    try (var receiver = new Receiver();
        var anchors = to(receiver.url())) {
      anchors.keep(checkpoint(1));
      assertThat(receiver.next())
          .isEqualTo(
              new Receiver.Post(
                  "POST",
                  "/anchors",
                  "application/json",
                  "rolegate-hr",
                  checkpoint(1).line() + "\n"));
      await(anchors, 1);
      anchors.keep(checkpoint(2));
      assertThat(receiver.next().body()).isEqualTo(checkpoint(2).line() + "\n");
      await(anchors, 2);
      assertThat(anchors.state()).isEqualTo(new Anchors.State(true, false, checkpoint(2)));
    }
  }

  private static Anchors to(URI url) {
    return new AnchorConfig("hr", url).open();
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void await(Anchors anchors, boolean failing) {
    var until = System.nanoTime() + PATIENCE_NANOS;
    while (anchors.state().failing() != failing) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static void await(Anchors anchors, long line) {
    var until = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      var kept = anchors.state().kept();
      if (kept != null && kept.at().seq() == line) {
        return;
      }
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static Checkpoint checkpoint(long seq) {
    return new Checkpoint(
        new ChainPosition(seq, "c".repeat(43)),
        "2026-11-25T10:00:00.000Z",
        "k".repeat(11),
        "s".repeat(43));
  }
}
