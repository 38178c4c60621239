package dev.rolegate.auth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final String HOSTILE = "bob\r\n2026 INFO forged \u001b[2J\u202e\u2028\u0085 end";

  @Test
  void aHostileMessageStaysOneLineOfText() {
    var line = encoded(LogFormat.TEXT, HOSTILE, null);
    assertThat(line)
        .endsWith(
            "INFO Named  bob\\u000d\\u000a2026 INFO forged \\u001b[2J\\u202e\\u2028\\u0085 end"
                + "  [req-1]\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void aHostileMessageStaysOneLineOfJson() throws Exception {
    var line = encoded(LogFormat.JSON, HOSTILE, null);
    assertThat(line).containsOnlyOnce("\n").endsWith("}\n").doesNotContain("\u202e", "\u2028");
    var json = new ObjectMapper().readTree(line);
    assertThat(json.properties().stream().map(Map.Entry::getKey))
        .containsExactly("time", "level", "logger", "thread", "message", "request_id");
    assertThat(json.get("message").asText()).isEqualTo(HOSTILE);
    assertThat(json.get("time").asText()).isEqualTo("2026-11-05T10:00:00.000Z");
    assertThat(json.get("logger").asText()).isEqualTo("a.Named");
  }

  @Test
  void aStackTraceHasOneLineForEachFrameAndNoneFromItsMessage() throws Exception {
    var thrown = new IllegalStateException("outer\nforged", new RuntimeException("cause"));
    var text = encoded(LogFormat.TEXT, "failed", thrown);
    assertThat(text)
        .contains("    java.lang.IllegalStateException: outer\\u000aforged\n")
        .contains("    caused by: java.lang.RuntimeException: cause\n");
    assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("    "));
    var json = new ObjectMapper().readTree(encoded(LogFormat.JSON, "failed", thrown));
    assertThat(json.get("throwable").asText()).contains("caused by: ").contains("at dev.rolegate");
  }

  @Test
  void beforeTheStartOnlyWarningsArePrinted() {
    var root = LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    assertThat(root.isWarnEnabled()).isTrue();
    assertThat(root.isInfoEnabled()).isFalse();
  }

  private static String encoded(LogFormat format, String message, @Nullable Throwable thrown) {
    var context = new LoggerContext();
    var event =
        new LoggingEvent("x", context.getLogger("a.Named"), Level.INFO, message, thrown, null);
    event.setInstant(java.time.Instant.parse("2026-11-05T10:00:00Z"));
    event.setMDCPropertyMap(Map.of(Logging.REQUEST_ID, "req-1"));
    return new String(Logging.encoder(format).encode(event), UTF_8);
  }
}
