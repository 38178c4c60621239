package dev.rolegate.auth.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A service as the operating system sees it: its streams, its signal, its exit code. */
class BootProcessTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aRefusedStartSaysEverythingOnStderrAndExitsWithTwo() throws Exception {
    var process = start("PORT", "abc", "LOG_FORMAT", "xml");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(lines(process.errorReader()))
        .containsExactly(
            "echo: PORT: 'abc' is not a port; give a number from 0 to 65535",
            "echo: LOG_FORMAT: 'xml' is not known; give one of: text, json");
    assertThat(lines(process.inputReader())).isEmpty();
  }

  @Test
  void aServiceLogsJsonLinesAndClosesOnSigterm() throws Exception {
    var process = start("LOG_FORMAT", "json");
    try (var out = process.inputReader(UTF_8)) {
      var started = JSON.readTree(out.readLine());
      assertThat(started.get("level").asText()).isEqualTo("INFO");
      assertThat(started.get("message").asText()).isEqualTo("started\nwell");
      assertThat(started.get("request_id").asText()).isEqualTo("r1");
      process.toHandle().destroy(); // unlike process.destroy() leaves the streams open
      assertThat(JSON.readTree(out.readLine()).get("message").asText()).isEqualTo("closed");
      assertThat(out.readLine()).isNull();
    }
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(lines(process.errorReader())).isEmpty();
  }

  @Test
  void withoutATerminalTheLogIsJson() throws Exception {
    var process = start();
    try (var out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).startsWith("{\"time\":\"");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Process start(String... env) throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Echo.class.getName());
    List.of("PORT", "LOG_FORMAT", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    for (var i = 0; i < env.length; i += 2) {
      builder.environment().put(env[i], env[i + 1]);
    }
    return builder.start();
  }

  private static List<String> lines(BufferedReader reader) {
    return reader.lines().toList();
  }

  /** The smallest service there is. */
  static final class Echo {
    public static void main(String[] args) {
      Boot.run("echo", Echo::start);
    }

    private static AutoCloseable start() {
      var settings = new Settings(Env.system());
      var _ = settings.port("PORT", 0);
      settings.refuseIfAnyProblem();
      var log = LoggerFactory.getLogger(Echo.class);
      MDC.put(Logging.REQUEST_ID, "r1");
      log.info("started\nwell");
      LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("not of interest");
      return () -> log.info("closed");
    }
  }
}
